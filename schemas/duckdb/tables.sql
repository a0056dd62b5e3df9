CREATE TABLE "candles" (
  "symbol" VARCHAR NOT NULL,
  "timeframe" VARCHAR NOT NULL,
  "ts" TIMESTAMP NOT NULL,
  "open" DOUBLE NOT NULL,
  "high" DOUBLE NOT NULL,
  "low" DOUBLE NOT NULL,
  "close" DOUBLE NOT NULL,
  "volume" DOUBLE NOT NULL,
  PRIMARY KEY ("symbol", "timeframe", "ts"),
  CHECK ("high" >= "low"),
  CHECK ("open" >= "low"),
  CHECK ("open" <= "high"),
  CHECK ("close" >= "low"),
  CHECK ("close" <= "high"),
  CHECK ("volume" >= 0::DOUBLE)
);

CREATE TABLE "tp_position" (
  "journal_id" UUID NOT NULL,
  "lsn" BIGINT NOT NULL,
  PRIMARY KEY ("journal_id")
);

CREATE TABLE "trade_revisions" (
  "trade_id" UUID NOT NULL,
  "symbol" VARCHAR NOT NULL,
  "side" VARCHAR NOT NULL,
  "status" VARCHAR NOT NULL,
  "entry_price" DECIMAL(38,18),
  "exit_price" DECIMAL(38,18),
  "quantity" DECIMAL(38,18) NOT NULL,
  "entry_time" TIMESTAMP,
  "exit_time" TIMESTAMP,
  "pnl_usd" DECIMAL(38,18),
  "pnl_percent" DECIMAL(38,18),
  "exit_reason" VARCHAR,
  "leverage" DECIMAL(38,18) NOT NULL,
  "fees" DECIMAL(38,18) NOT NULL,
  "strategy_name" VARCHAR NOT NULL,
  "stop_loss" DECIMAL(38,18),
  "take_profit" DECIMAL(38,18),
  "order_id" VARCHAR,
  "status_reason" VARCHAR,
  "status_time" TIMESTAMP NOT NULL,
  "created_at" TIMESTAMP NOT NULL,
  "updated_at" TIMESTAMP NOT NULL,
  "revision" INTEGER NOT NULL,
  "superseded_at" TIMESTAMP NOT NULL,
  "reason" VARCHAR NOT NULL,
  PRIMARY KEY ("trade_id", "revision")
);

CREATE TABLE "trade_stats" (
  "day" TIMESTAMP NOT NULL,
  "symbol" VARCHAR NOT NULL,
  "shard" UUID NOT NULL,
  "trades" BIGINT NOT NULL,
  "wins" BIGINT NOT NULL,
  "losses" BIGINT NOT NULL,
  "gross_profit" DECIMAL(38,18) NOT NULL,
  "gross_loss" DECIMAL(38,18) NOT NULL,
  "best_pnl" DECIMAL(38,18),
  "best_trade_id" UUID,
  "best_exit_time" TIMESTAMP,
  "worst_pnl" DECIMAL(38,18),
  "worst_trade_id" UUID,
  "worst_exit_time" TIMESTAMP,
  PRIMARY KEY ("day", "symbol", "shard")
);

CREATE TABLE "trades" (
  "id" UUID NOT NULL,
  "symbol" VARCHAR NOT NULL,
  "side" VARCHAR NOT NULL,
  "status" VARCHAR NOT NULL,
  "entry_price" DECIMAL(38,18),
  "exit_price" DECIMAL(38,18),
  "quantity" DECIMAL(38,18) NOT NULL,
  "entry_time" TIMESTAMP,
  "exit_time" TIMESTAMP,
  "pnl_usd" DECIMAL(38,18),
  "pnl_percent" DECIMAL(38,18),
  "exit_reason" VARCHAR,
  "leverage" DECIMAL(38,18) NOT NULL,
  "fees" DECIMAL(38,18) NOT NULL,
  "strategy_name" VARCHAR NOT NULL,
  "stop_loss" DECIMAL(38,18),
  "take_profit" DECIMAL(38,18),
  "order_id" VARCHAR,
  "status_reason" VARCHAR,
  "status_time" TIMESTAMP NOT NULL,
  "created_at" TIMESTAMP NOT NULL,
  "updated_at" TIMESTAMP NOT NULL,
  "revision" INTEGER NOT NULL,
  PRIMARY KEY ("id"),
  CHECK ("quantity" > '0'::DECIMAL(38,18)),
  CHECK ("entry_price" <> '0'::DECIMAL(38,18)),
  CHECK ("leverage" > '0'::DECIMAL(38,18)),
  CHECK ("exit_time" >= "entry_time")
);

