using TradePersist.DuckDb;
using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests;

public sealed class DuckDbFixture : TierFixture
{
    public override IReadOnlyList<TierLack> Lacks => [new(TierCapability.SharedStore, "a file has one owner")];

    public override ITier CreateTier(string store) => new DuckDbTier(new DuckDbOptions { Path = Path.Combine(store, "data", "bot.duckdb") });
}
