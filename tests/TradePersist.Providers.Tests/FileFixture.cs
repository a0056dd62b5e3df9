using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests;

public sealed class FileFixture : TierFixture
{
    public override IReadOnlyList<TierLack> Lacks => [new(TierCapability.SharedStore, "a folder has one owner")];

    public override ITier CreateTier(string store) => new FileTier(new FileTierOptions { Path = Path.Combine(store, "data", "files") });
}
