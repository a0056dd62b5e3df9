using Microsoft.Extensions.Logging;
using TradePersist.Relational;
using TradePersist.Sqlite;
using TradePersist.Tests.Tiers.Sqlite;

namespace TradePersist.Tests.Migrations;

internal sealed class SqliteEngine : ISqlEngine
{
    public string Name => "sqlite";

    public string Schema => "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name";

    public IReadOnlyList<(string Damage, string Problem)> Damages =>
    [
        ("DROP TABLE trade_stats", "trade_stats: is missing"),
        ("DROP INDEX trades_symbol_status_time_idx", "trades: lacks the index trades_symbol_status_time_idx"),
        ("DROP TABLE candles;;CREATE TABLE candles (symbol TEXT NOT NULL, timeframe TEXT NOT NULL, ts INTEGER NOT NULL, open TEXT, high REAL, low REAL, close REAL, volume REAL, PRIMARY KEY (symbol, timeframe, ts));;CREATE INDEX candles_ts_idx ON candles (ts)", "candles.open: is TEXT, must be REAL"),
        ("DROP TABLE tp_position;;CREATE TABLE tp_position (journal_id TEXT, lsn INTEGER)", "tp_position: its key is (), must be (journal_id)"),
        ("DROP TABLE tp_position;;CREATE TABLE tp_position (journal_id TEXT PRIMARY KEY)", "tp_position.lsn: is missing, must be INTEGER"),
        ("DROP TABLE tp_position;;CREATE TABLE tp_position (journal_id TEXT PRIMARY KEY, lsn INTEGER, more TEXT NOT NULL)", "tp_position.more: is NOT NULL and unknown to the model, must allow NULL"),
    ];

    public string OldTrades =>
        """
        CREATE TABLE trades (
          id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, symbol VARCHAR(100) NOT NULL, side VARCHAR(20) NOT NULL,
          entry_price DECIMAL(20,8) NOT NULL, exit_price DECIMAL(20,8) NOT NULL, quantity DECIMAL(20,8) NOT NULL,
          entry_time TIMESTAMP NOT NULL, exit_time TIMESTAMP NOT NULL, pnl_usd DECIMAL(20,8) NOT NULL, pnl_percent DECIMAL(20,8) NOT NULL,
          exit_reason VARCHAR(100) NOT NULL, leverage DECIMAL(10,2) DEFAULT 1.0, strategy_name VARCHAR(100), created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)
        ;;CREATE INDEX ix_trades_symbol ON trades (symbol);;CREATE INDEX ix_trades_exit_time ON trades (exit_time);;CREATE INDEX ix_trades_pnl_usd ON trades (pnl_usd)
        """;

    public string Noon => "1762171200000000";

    public IMigratableTier NewTier(string folder, MigrationMode mode = MigrationMode.Apply, string prefix = "", ILogger? logger = null) =>
        new SqliteTier(new SqliteOptions { Path = PathIn(folder), Migrations = mode, TablePrefix = prefix, BusyTimeout = TimeSpan.FromSeconds(60) }, logger);

    public void AddTo(TradePersistenceBuilder builder, string folder) => builder.AddSqlite(PathIn(folder), options: options => options.BusyTimeout = TimeSpan.FromSeconds(60));

    public Task<string> RunAsync(string folder, string sql) => SqliteProgram.RunAsync(PathIn(folder), sql);

    private static string PathIn(string folder) => Path.Combine(folder, "bot.db");
}
