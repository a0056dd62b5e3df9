using Microsoft.Extensions.Logging;
using TradePersist.Postgres;
using TradePersist.Relational;
using TradePersist.Tests.Tiers.Postgres;

namespace TradePersist.Tests.Migrations;

/// <summary>A schema of the shared server stands for each folder.</summary>
internal sealed class PostgresEngine : ISqlEngine
{
    public string Name => "postgres";

    public string Schema =>
        """
        SELECT table_name, ordinal_position, column_name, data_type, collation_name, is_nullable, column_default, numeric_precision, numeric_scale
        FROM information_schema.columns WHERE table_schema = current_schema ORDER BY table_name, ordinal_position
        ;;SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = current_schema::regnamespace ORDER BY conrelid::regclass::text, conname
        ;;SELECT indexname, replace(indexdef, current_schema, '') FROM pg_indexes WHERE schemaname = current_schema ORDER BY indexname
        """;

    public IReadOnlyList<(string Damage, string Problem)> Damages =>
    [
        ("DROP TABLE trade_stats", "trade_stats: is missing"),
        ("DROP INDEX trades_symbol_status_time_idx", "trades: lacks the index trades_symbol_status_time_idx"),
        ("ALTER TABLE trades ALTER COLUMN order_id TYPE uuid USING NULL", "trades.order_id: is uuid, must be text COLLATE \"C\""),
        ("ALTER TABLE candles ALTER COLUMN volume TYPE real", "candles.volume: is real, must be double precision"),
        ("ALTER TABLE trades ALTER COLUMN order_id SET NOT NULL", "trades.order_id: is NOT NULL, must allow NULL"),
        ("ALTER TABLE tp_position DROP CONSTRAINT tp_position_pkey", "tp_position: its key is (), must be (journal_id)"),
        ("ALTER TABLE tp_position DROP COLUMN lsn", "tp_position.lsn: is missing, must be bigint"),
        ("ALTER TABLE tp_position ADD COLUMN more text NOT NULL", "tp_position.more: is NOT NULL and unknown to the model, must allow NULL"),
    ];

    public string OldTrades =>
        """
        CREATE TABLE trades (
          id SERIAL PRIMARY KEY, symbol VARCHAR(100) NOT NULL, side VARCHAR(20) NOT NULL,
          entry_price DECIMAL(20,8) NOT NULL, exit_price DECIMAL(20,8) NOT NULL, quantity DECIMAL(20,8) NOT NULL,
          entry_time TIMESTAMP NOT NULL, exit_time TIMESTAMP NOT NULL, pnl_usd DECIMAL(20,8) NOT NULL, pnl_percent DECIMAL(20,8) NOT NULL,
          exit_reason VARCHAR(100) NOT NULL, leverage DECIMAL(10,2) DEFAULT 1.0, strategy_name VARCHAR(100), created_at TIMESTAMP DEFAULT now())
        ;;CREATE INDEX ix_trades_symbol ON trades (symbol);;CREATE INDEX ix_trades_exit_time ON trades (exit_time);;CREATE INDEX ix_trades_pnl_usd ON trades (pnl_usd)
        """;

    public string Noon => "'2025-11-03 12:00:00+00'";

    public IMigratableTier NewTier(string folder, MigrationMode mode = MigrationMode.Apply, string prefix = "", ILogger? logger = null)
    {
        var options = PostgresServer.Options(PostgresServer.SchemaOf(folder));
        (options.Migrations, options.TablePrefix) = (mode, prefix);
        return new PostgresTier(options, logger);
    }

    public void AddTo(TradePersistenceBuilder builder, string folder) => builder.AddPostgres(PostgresServer.Url(), options: options => options.Schema = PostgresServer.SchemaOf(folder));

    public Task<string> RunAsync(string folder, string sql) => PostgresProgram.RunAsync(PostgresServer.Url(), PostgresServer.SchemaOf(folder), sql);
}
