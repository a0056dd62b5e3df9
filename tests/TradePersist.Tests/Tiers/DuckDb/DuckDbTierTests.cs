using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.DuckDb;

/// <summary>The contract on DuckDB.</summary>
[TestFixture(true)]
[TestFixture(false)]
[Parallelizable(ParallelScope.Self)]
internal sealed class DuckDbTierTests(bool isFile) : TierContractTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tradepersist-").FullName;
    private int _files;

    [OneTimeTearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    protected override ITier CreateTier() =>
        new DuckDbTier(new DuckDbOptions { Path = isFile ? Path.Combine(_folder, $"{++_files}", "bot.duckdb") : DuckDbOptions.InMemory });
}
