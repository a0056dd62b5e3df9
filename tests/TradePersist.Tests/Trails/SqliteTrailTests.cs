using NUnit.Framework;
using TradePersist.Sqlite;
using TradePersist.Tiers;

namespace TradePersist.Tests.Trails;

[TestFixture]
internal sealed class SqliteTrailTests : DurableTrailTierTests
{
    public override ITier CreateTier(string folder) => new SqliteTier(new SqliteOptions { Path = Path.Combine(folder, "trails.db") });
}
