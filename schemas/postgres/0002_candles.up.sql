CREATE TABLE "public"."candles" (
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
CREATE INDEX IF NOT EXISTS "candles_ts_idx" ON "public"."candles" ("ts");
INSERT INTO "public"."tp_migration" ("version", "name", "checksum", "applied_at", "applied_by") VALUES (2, 'candles', 'ee3e5db8d979a508b4dbaea0ad0b2344f90a52a577a7d700a3dc6a2de68c7224', CURRENT_TIMESTAMP, 'script');
