using TradePersist.DuckDb;
using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests;

public sealed class DuckDbInMemoryFixture : TierFixture
{
    public override IReadOnlyList<TierLack> Lacks =>
    [
        new(TierCapability.Durability, "the database is gone with the tier"),
        new(TierCapability.SharedStore, "each tier has a database of its own"),
    ];

    public override ITier CreateTier(string store) => new DuckDbTier(new DuckDbOptions { Path = DuckDbOptions.InMemory });
}
