CREATE TABLE "tp_migration" (
  "version" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "checksum" TEXT NOT NULL,
  "applied_at" INTEGER NOT NULL,
  "applied_by" TEXT NOT NULL,
  PRIMARY KEY ("version")
) WITHOUT ROWID;
CREATE TABLE "tp_position" (
  "journal_id" TEXT NOT NULL,
  "lsn" INTEGER NOT NULL,
  PRIMARY KEY ("journal_id")
) WITHOUT ROWID;
INSERT INTO "tp_migration" ("version", "name", "checksum", "applied_at", "applied_by") VALUES (1, 'bookkeeping', '006acfcc9e505b35790dfdfc8a6f27f088c6df8027b65fd749da330c49757d84', CAST(strftime('%s', 'now') AS INTEGER) * 1000000, 'script');
