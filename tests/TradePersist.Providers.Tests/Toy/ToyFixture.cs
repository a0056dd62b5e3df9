using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests.Toy;

/// <summary>As a third party would write it; but for the mutation, by which a test asks whether the suites can fail.</summary>
public class ToyFixture : TierFixture
{
    /// <summary>What is made of a tier before a suite gets it, within one test.</summary>
    public static AsyncLocal<Func<ITier, ITier>?> Mutation { get; } = new();

    public override IReadOnlyList<TierLack> Lacks =>
    [
        new(TierCapability.Durability, "the rows are the tier's own"),
        new(TierCapability.SharedStore, "the rows are the tier's own"),
        new(TierCapability.StoredSchema, "the rows are held as the tables say"),
    ];

    public override ITier CreateTier(string store)
    {
        var tier = new ToyTier(ToyStore.Of(store));
        return Mutation.Value?.Invoke(tier) ?? tier;
    }

    public override IReadOnlyList<RealFailure> FailuresOf(string store) =>
        [new("it is away", FailureKind.Transient, () => SetAsync(store, isAway: true), () => SetAsync(store, isAway: false))];

    private static Task SetAsync(string store, bool isAway)
    {
        ToyStore.Of(store).IsAway = isAway;
        return Task.CompletedTask;
    }
}
