using NUnit.Framework;
using TradePersist.Sqlite;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Sqlite;

/// <summary>The contract on SQLite.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class SqliteTierTests : TierContractTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tradepersist-").FullName;
    private int _files;

    [OneTimeTearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    protected override ITier CreateTier() => new SqliteTier(new SqliteOptions { Path = Path.Combine(_folder, $"{++_files}", "bot.db") });
}
