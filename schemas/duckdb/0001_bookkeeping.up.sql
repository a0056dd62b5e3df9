CREATE TABLE "tp_migration" (
  "version" INTEGER NOT NULL,
  "name" VARCHAR NOT NULL,
  "checksum" VARCHAR NOT NULL,
  "applied_at" TIMESTAMP NOT NULL,
  "applied_by" VARCHAR NOT NULL,
  PRIMARY KEY ("version")
);
CREATE TABLE "tp_position" (
  "journal_id" UUID NOT NULL,
  "lsn" BIGINT NOT NULL,
  PRIMARY KEY ("journal_id")
);
INSERT INTO "tp_migration" ("version", "name", "checksum", "applied_at", "applied_by") VALUES (1, 'bookkeeping', 'f35a75882bf584a246fbeaa6cc3c81bdf3f2b213c54b68922a004bafacd7991c', make_timestamp(epoch_us(now())), 'script');
