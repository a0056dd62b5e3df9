DROP TABLE "candles";
DELETE FROM "tp_position";
DELETE FROM "tp_migration" WHERE "version" = 2;
