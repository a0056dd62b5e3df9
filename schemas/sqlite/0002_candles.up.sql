CREATE TABLE "candles" (
  "symbol" TEXT NOT NULL,
  "timeframe" TEXT NOT NULL,
  "ts" INTEGER NOT NULL,
  "open" REAL NOT NULL,
  "high" REAL NOT NULL,
  "low" REAL NOT NULL,
  "close" REAL NOT NULL,
  "volume" REAL NOT NULL,
  PRIMARY KEY ("symbol", "timeframe", "ts"),
  CHECK ("high" >= "low"),
  CHECK ("open" >= "low"),
  CHECK ("open" <= "high"),
  CHECK ("close" >= "low"),
  CHECK ("close" <= "high"),
  CHECK ("volume" >= 0)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "candles_ts_idx" ON "candles" ("ts");
INSERT INTO "tp_migration" ("version", "name", "checksum", "applied_at", "applied_by") VALUES (2, 'candles', 'ba8a8764ed5a2bb90a26eca917d46ce06aeca42f00b8f3ad59a85558a6251ac4', CAST(strftime('%s', 'now') AS INTEGER) * 1000000, 'script');
