DROP TABLE "public"."tp_position";
DROP TABLE "public"."tp_migration";
