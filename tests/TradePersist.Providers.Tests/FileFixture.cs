using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests;

public sealed class FileFixture : TierFixture
{
    public override IReadOnlyList<TierLack> Lacks =>
    [
        new(TierCapability.SharedStore, "a folder has one owner"),
        new(TierCapability.AtomicCommit, "each table is a file, and the positions are one more"),
    ];

    public override ITier CreateTier(string store) => new FileTier(new FileTierOptions { Path = PathIn(store) });

    public override IReadOnlyList<RealFailure> FailuresOf(string store) => [Vanished.Folder(PathIn(store))];

    private static string PathIn(string store) => Path.Combine(store, "data", "files");
}
