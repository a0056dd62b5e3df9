using NUnit.Framework;
using TradePersist.Tiers;

namespace TradePersist.Tests.Trails;

[TestFixture]
internal sealed class FileTrailTests : DurableTrailTierTests
{
    public override ITier CreateTier(string folder) => new FileTier(new FileTierOptions { Path = Path.Combine(folder, "files") });
}
