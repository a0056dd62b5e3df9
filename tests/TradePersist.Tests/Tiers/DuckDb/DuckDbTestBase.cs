using TradePersist.DuckDb;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.DuckDb;

/// <summary>A tier on a file of its own.</summary>
internal abstract class DuckDbTestBase : SqlTierTestBase
{
    protected override ISqlTier NewTier() => new DuckDbTier(new DuckDbOptions { Path = DatabasePath });

    protected override Task<string> ForeignAsync(string sql) => DuckDbProgram.RunAsync(DatabasePath, sql);
}
