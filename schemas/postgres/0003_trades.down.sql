DROP TABLE "public"."trade_stats";
DROP TABLE "public"."trade_revisions";
DROP TABLE "public"."trades";
DELETE FROM "public"."tp_position";
DELETE FROM "public"."tp_migration" WHERE "version" = 3;
