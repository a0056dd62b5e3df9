CREATE TABLE "candles" (
  "symbol" TEXT NOT NULL,
  "timeframe" TEXT NOT NULL,
  "ts" INTEGER NOT NULL,
  "open" REAL NOT NULL,
  "high" REAL NOT NULL,
  "low" REAL NOT NULL,
  "close" REAL NOT NULL,
  "volume" REAL NOT NULL,
  PRIMARY KEY ("symbol", "timeframe", "ts"),
  CHECK ("high" >= "low"),
  CHECK ("open" >= "low"),
  CHECK ("open" <= "high"),
  CHECK ("close" >= "low"),
  CHECK ("close" <= "high"),
  CHECK ("volume" >= 0)
) WITHOUT ROWID;

CREATE INDEX "candles_ts_idx" ON "candles" ("ts");

CREATE TABLE "tp_position" (
  "journal_id" TEXT NOT NULL,
  "lsn" INTEGER NOT NULL,
  PRIMARY KEY ("journal_id")
) WITHOUT ROWID;

CREATE TABLE "trade_revisions" (
  "trade_id" TEXT NOT NULL,
  "symbol" TEXT NOT NULL,
  "side" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "entry_price" TEXT,
  "exit_price" TEXT,
  "quantity" TEXT NOT NULL,
  "entry_time" INTEGER,
  "exit_time" INTEGER,
  "pnl_usd" TEXT,
  "pnl_percent" TEXT,
  "exit_reason" TEXT,
  "leverage" TEXT NOT NULL,
  "fees" TEXT NOT NULL,
  "strategy_name" TEXT NOT NULL,
  "stop_loss" TEXT,
  "take_profit" TEXT,
  "order_id" TEXT,
  "status_reason" TEXT,
  "status_time" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "revision" INTEGER NOT NULL,
  "superseded_at" INTEGER NOT NULL,
  "reason" TEXT NOT NULL,
  PRIMARY KEY ("trade_id", "revision")
);

CREATE TABLE "trade_stats" (
  "day" INTEGER NOT NULL,
  "symbol" TEXT NOT NULL,
  "shard" TEXT NOT NULL,
  "trades" INTEGER NOT NULL,
  "wins" INTEGER NOT NULL,
  "losses" INTEGER NOT NULL,
  "gross_profit" TEXT NOT NULL,
  "gross_loss" TEXT NOT NULL,
  "best_pnl" TEXT,
  "best_trade_id" TEXT,
  "best_exit_time" INTEGER,
  "worst_pnl" TEXT,
  "worst_trade_id" TEXT,
  "worst_exit_time" INTEGER,
  PRIMARY KEY ("day", "symbol", "shard")
);

CREATE TABLE "trades" (
  "id" TEXT NOT NULL,
  "symbol" TEXT NOT NULL,
  "side" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "entry_price" TEXT,
  "exit_price" TEXT,
  "quantity" TEXT NOT NULL,
  "entry_time" INTEGER,
  "exit_time" INTEGER,
  "pnl_usd" TEXT,
  "pnl_percent" TEXT,
  "exit_reason" TEXT,
  "leverage" TEXT NOT NULL,
  "fees" TEXT NOT NULL,
  "strategy_name" TEXT NOT NULL,
  "stop_loss" TEXT,
  "take_profit" TEXT,
  "order_id" TEXT,
  "status_reason" TEXT,
  "status_time" INTEGER NOT NULL,
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "revision" INTEGER NOT NULL,
  PRIMARY KEY ("id"),
  CHECK ("exit_time" >= "entry_time")
);

CREATE INDEX "trades_status_status_time_idx" ON "trades" ("status", "status_time");

CREATE INDEX "trades_status_time_idx" ON "trades" ("status_time");

CREATE INDEX "trades_symbol_status_time_idx" ON "trades" ("symbol", "status_time");

