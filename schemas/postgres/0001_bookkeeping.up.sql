CREATE TABLE "public"."tp_migration" (
  "version" integer NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "checksum" text COLLATE "C" NOT NULL,
  "applied_at" timestamp with time zone NOT NULL,
  "applied_by" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("version")
);
CREATE TABLE "public"."tp_position" (
  "journal_id" uuid NOT NULL,
  "lsn" bigint NOT NULL,
  PRIMARY KEY ("journal_id")
);
INSERT INTO "public"."tp_migration" ("version", "name", "checksum", "applied_at", "applied_by") VALUES (1, 'bookkeeping', '39927af6b0cc6f66e89dceac1154057c6fa6bbaac8fbfacbb1fa13d52364212b', CURRENT_TIMESTAMP, 'script');
