using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Tiers;

namespace TradePersist.Tests.Trails;

[TestFixture]
internal sealed class DuckDbTrailTests : DurableTrailTierTests
{
    public override ITier CreateTier(string folder) => new DuckDbTier(new DuckDbOptions { Path = Path.Combine(folder, "trails.duckdb") });
}
