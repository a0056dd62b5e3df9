DROP TABLE "public"."candles";
DELETE FROM "public"."tp_position";
DELETE FROM "public"."tp_migration" WHERE "version" = 2;
