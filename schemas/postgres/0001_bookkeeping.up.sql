CREATE TABLE "tp_migration" (
  "version" integer NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "checksum" text COLLATE "C" NOT NULL,
  "applied_at" timestamp with time zone NOT NULL,
  "applied_by" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("version")
);
CREATE TABLE "tp_position" (
  "journal_id" uuid NOT NULL,
  "lsn" bigint NOT NULL,
  PRIMARY KEY ("journal_id")
);
INSERT INTO "tp_migration" ("version", "name", "checksum", "applied_at", "applied_by") VALUES (1, 'bookkeeping', '5b7a6909f8e4cd74d4c47ddda77fbe1e79f7815be9440b5007afe6e9e06ea4f1', CURRENT_TIMESTAMP, 'script');
