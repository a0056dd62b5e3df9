DROP TABLE "tp_position";
DROP TABLE "tp_migration";
