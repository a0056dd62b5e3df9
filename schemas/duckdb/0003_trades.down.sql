DROP TABLE "trade_stats";
DROP TABLE "trade_revisions";
DROP TABLE "trades";
DELETE FROM "tp_position";
DELETE FROM "tp_migration" WHERE "version" = 3;
