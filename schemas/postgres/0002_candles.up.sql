CREATE TABLE "candles" (
  "symbol" text COLLATE "C" NOT NULL,
  "timeframe" text COLLATE "C" NOT NULL,
  "ts" timestamp with time zone NOT NULL,
  "open" double precision NOT NULL,
  "high" double precision NOT NULL,
  "low" double precision NOT NULL,
  "close" double precision NOT NULL,
  "volume" double precision NOT NULL,
  PRIMARY KEY ("symbol", "timeframe", "ts"),
  CHECK ("high" >= "low"),
  CHECK ("open" >= "low"),
  CHECK ("open" <= "high"),
  CHECK ("close" >= "low"),
  CHECK ("close" <= "high"),
  CHECK ("volume" >= '0'::double precision)
);
CREATE INDEX IF NOT EXISTS "candles_ts_idx" ON "candles" ("ts");
INSERT INTO "tp_migration" ("version", "name", "checksum", "applied_at", "applied_by") VALUES (2, 'candles', 'fa827e8a0186067585762dcc57a52040da12aa31c4e4e164595a34b4fe914bc2', CURRENT_TIMESTAMP, 'script');
