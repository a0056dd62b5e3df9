DROP TABLE "buyin_trail_minutes";
DELETE FROM "tp_position";
DELETE FROM "tp_migration" WHERE "version" = 4;
