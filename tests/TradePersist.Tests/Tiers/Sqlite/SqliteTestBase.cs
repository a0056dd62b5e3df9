using TradePersist.Sqlite;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Sqlite;

/// <summary>A tier on a file of its own, and a second program that uses the same file.</summary>
internal abstract class SqliteTestBase : SqlTierTestBase
{
    protected override ISqlTier NewTier() => NewTier(SqliteOptions.DefaultBusyTimeout);

    protected SqliteTier NewTier(TimeSpan busyTimeout) => new(new SqliteOptions { Path = DatabasePath, BusyTimeout = busyTimeout });

    /// <summary>Another program: no function and no setting of ours.</summary>
    protected override Task<string> ForeignAsync(string sql) => SqliteProgram.RunAsync(DatabasePath, sql);
}
