using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests;

public sealed class MemoryFixture : TierFixture
{
    public override IReadOnlyList<TierLack> Lacks =>
    [
        new(TierCapability.Durability, "the rows are the tier's own"),
        new(TierCapability.Transactions, "the journal writes to it first and never fails on its way"),
        new(TierCapability.SharedStore, "the rows are the tier's own"),
        new(TierCapability.StoredSchema, "the rows are held as the tables say"),
        new(TierCapability.Cancellation, "a batch is applied before anybody could cancel it"),
        new(TierCapability.Failures, "nothing in it can fail, and the door has checked the values"),
    ];

    public override ITier CreateTier(string store) => new MemoryTier(100_000);
}
