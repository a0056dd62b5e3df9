CREATE TABLE "candles" (
  "symbol" VARCHAR NOT NULL,
  "timeframe" VARCHAR NOT NULL,
  "ts" TIMESTAMP NOT NULL,
  "open" DOUBLE NOT NULL,
  "high" DOUBLE NOT NULL,
  "low" DOUBLE NOT NULL,
  "close" DOUBLE NOT NULL,
  "volume" DOUBLE NOT NULL,
  PRIMARY KEY ("symbol", "timeframe", "ts"),
  CHECK ("high" >= "low"),
  CHECK ("open" >= "low"),
  CHECK ("open" <= "high"),
  CHECK ("close" >= "low"),
  CHECK ("close" <= "high"),
  CHECK ("volume" >= 0::DOUBLE)
);
INSERT INTO "tp_migration" ("version", "name", "checksum", "applied_at", "applied_by") VALUES (2, 'candles', '3f3d281dfe21bed46f5062f5be020bf02be13d17909804e9a798f4f8e742fb0c', make_timestamp(epoch_us(now())), 'script');
