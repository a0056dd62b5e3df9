DROP TABLE "public"."buyin_trail_minutes";
DELETE FROM "public"."tp_position";
DELETE FROM "public"."tp_migration" WHERE "version" = 4;
