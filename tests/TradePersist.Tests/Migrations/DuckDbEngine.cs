using Microsoft.Extensions.Logging;
using TradePersist.DuckDb;
using TradePersist.Relational;
using TradePersist.Tests.Tiers.DuckDb;

namespace TradePersist.Tests.Migrations;

internal sealed class DuckDbEngine : ISqlEngine
{
    public string Name => "duckdb";

    public string Schema => "SELECT table_name, sql FROM duckdb_tables() ORDER BY table_name;;SELECT sql FROM duckdb_indexes() ORDER BY index_name;;SELECT table_name, constraint_text FROM duckdb_constraints() ORDER BY table_name, constraint_index";

    public IReadOnlyList<(string Damage, string Problem)> Damages =>
    [
        ("DROP TABLE trade_stats", "trade_stats: is missing"),
        ("DROP TABLE candles;;CREATE TABLE candles (symbol VARCHAR, timeframe VARCHAR, ts TIMESTAMP, open VARCHAR, high DOUBLE, low DOUBLE, close DOUBLE, volume DOUBLE, PRIMARY KEY (symbol, timeframe, ts))", "candles.open: is VARCHAR, must be DOUBLE"),
        ("DROP TABLE candles;;CREATE TABLE candles (symbol VARCHAR, timeframe VARCHAR, ts TIMESTAMP, open FLOAT, high DOUBLE, low DOUBLE, close DOUBLE, volume DOUBLE, PRIMARY KEY (symbol, timeframe, ts))", "candles.open: is FLOAT, must be DOUBLE"),
        ("DROP TABLE tp_position;;CREATE TABLE tp_position (journal_id UUID, lsn BIGINT)", "tp_position: its key is (), must be (journal_id)"),
        ("DROP TABLE tp_position;;CREATE TABLE tp_position (journal_id UUID PRIMARY KEY)", "tp_position.lsn: is missing, must be BIGINT"),
        ("DROP TABLE tp_position;;CREATE TABLE tp_position (journal_id UUID PRIMARY KEY, lsn BIGINT, more VARCHAR NOT NULL)", "tp_position.more: is NOT NULL and unknown to the model, must allow NULL"),
    ];

    public string OldTrades =>
        """
        CREATE SEQUENCE trades_id_seq
        ;;CREATE TABLE trades (
          id INTEGER PRIMARY KEY DEFAULT nextval('trades_id_seq'), symbol VARCHAR(100) NOT NULL, side VARCHAR(20) NOT NULL,
          entry_price DECIMAL(20,8) NOT NULL, exit_price DECIMAL(20,8) NOT NULL, quantity DECIMAL(20,8) NOT NULL,
          entry_time TIMESTAMP NOT NULL, exit_time TIMESTAMP NOT NULL, pnl_usd DECIMAL(20,8) NOT NULL, pnl_percent DECIMAL(20,8) NOT NULL,
          exit_reason VARCHAR(100) NOT NULL, leverage DECIMAL(10,2) DEFAULT 1.0, strategy_name VARCHAR(100), created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)
        ;;CREATE INDEX ix_trades_symbol ON trades (symbol);;CREATE INDEX ix_trades_exit_time ON trades (exit_time);;CREATE INDEX ix_trades_pnl_usd ON trades (pnl_usd)
        """;

    public string Noon => "'2025-11-03 12:00:00'";

    public IMigratableTier NewTier(string folder, MigrationMode mode = MigrationMode.Apply, string prefix = "", ILogger? logger = null) =>
        new DuckDbTier(new DuckDbOptions { Path = PathIn(folder), Migrations = mode, TablePrefix = prefix }, logger);

    public void AddTo(TradePersistenceBuilder builder, string folder) => builder.AddDuckDb(PathIn(folder));

    public Task<string> RunAsync(string folder, string sql) => DuckDbProgram.RunAsync(PathIn(folder), sql);

    private static string PathIn(string folder) => Path.Combine(folder, "bot.duckdb");
}
