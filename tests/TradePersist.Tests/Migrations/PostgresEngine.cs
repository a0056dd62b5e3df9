using Microsoft.Extensions.Logging;
using Npgsql;
using TradePersist.Postgres;
using TradePersist.Relational;
using TradePersist.Tests.Tiers.Postgres;

namespace TradePersist.Tests.Migrations;

/// <summary>A folder stands for a schema on the shared server.</summary>
internal sealed class PostgresEngine : ISqlEngine
{
    private static string Url => PostgresServer.Url();

    public string Name => "postgres";

    public string Schema =>
        """
        SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision, numeric_scale, collation_name, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position
        ;;SELECT indexname, replace(indexdef, current_schema() || '.', '') FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexname
        ;;SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = current_schema()::regnamespace ORDER BY 1, 2
        """;

    public IReadOnlyList<(string Damage, string Problem)> Damages =>
    [
        ("DROP TABLE trade_stats", "trade_stats: is missing"),
        ("DROP INDEX trades_symbol_status_time_idx", "trades: lacks the index trades_symbol_status_time_idx"),
        ("ALTER TABLE candles ALTER symbol TYPE bytea USING symbol::bytea", "candles.symbol: is bytea, must be text COLLATE \"C\""),
        ("ALTER TABLE candles ALTER open TYPE real", "candles.open: is real, must be double precision"),
        ("ALTER TABLE candles ALTER symbol TYPE text COLLATE \"und-x-icu\"", "candles.symbol: is text COLLATE pg_catalog.\"und-x-icu\", must be text COLLATE \"C\""),
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
          exit_reason VARCHAR(100) NOT NULL, leverage DECIMAL(10,2) DEFAULT 1.0, strategy_name VARCHAR(100), created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)
        ;;CREATE INDEX ix_trades_symbol ON trades (symbol);;CREATE INDEX ix_trades_exit_time ON trades (exit_time);;CREATE INDEX ix_trades_pnl_usd ON trades (pnl_usd)
        """;

    public string Noon => "'2025-11-03 12:00:00Z'";

    public IMigratableTier NewTier(string folder, MigrationMode mode = MigrationMode.Apply, string prefix = "", ILogger? logger = null)
    {
        var options = PostgresServer.Options(PostgresServer.SchemaOf(folder));
        (options.Migrations, options.TablePrefix) = (mode, prefix);
        return new PostgresTier(options, logger);
    }

    public void AddTo(TradePersistenceBuilder builder, string folder) => builder.AddPostgres(Url, options: options => options.Schema = PostgresServer.SchemaOf(folder));

    public Task<string> RunAsync(string folder, string sql) => PostgresProgram.RunAsync(Url, PostgresServer.SchemaOf(folder), sql);

    public bool Exists(string folder)
    {
        using var source = NpgsqlDataSource.Create(PostgresAddress.Parse(Url, allowUnencrypted: false));
        using var command = source.CreateCommand("SELECT count(*) FROM pg_namespace WHERE nspname = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = PostgresServer.SchemaOf(folder) });
        return (long)command.ExecuteScalar()! > 0;
    }
}
