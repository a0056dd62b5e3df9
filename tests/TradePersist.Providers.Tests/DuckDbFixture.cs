using TradePersist.DuckDb;
using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests;

public sealed class DuckDbFixture : TierFixture
{
    public override IReadOnlyList<TierLack> Lacks => [new(TierCapability.SharedStore, "a file has one owner")];

    public override ITier CreateTier(string store) => new DuckDbTier(new DuckDbOptions { Path = Path.Combine(FolderIn(store), "bot.duckdb") });

    public override IReadOnlyList<RealFailure> FailuresOf(string store) => [Vanished.Folder(FolderIn(store))];

    private static string FolderIn(string store) => Path.Combine(store, "data");
}
