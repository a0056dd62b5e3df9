using NUnit.Framework;
using TradePersist.Tiers;

namespace TradePersist.Tests.Trails;

[TestFixture]
internal sealed class MemoryTrailTests : TrailTierTests
{
    public override ITier CreateTier(string folder) => new MemoryTier(10_000);
}
