using NUnit.Framework;
using TradePersist.Sqlite;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Sqlite;

/// <summary>The contract on SQLite.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class SqliteTierTests : TierContractTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ITier CreateTier() => new SqliteTier(new SqliteOptions { Path = _folder.NewFile() });
}
