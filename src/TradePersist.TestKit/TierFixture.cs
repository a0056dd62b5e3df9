using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>
/// What the suites must know of a tier: how to come by stores, how to make tiers on them, and what the engine does not
/// do. It keeps no state, and has a constructor without parameters: some tests make one in a process of its own.
/// </summary>
public abstract class TierFixture
{
    /// <summary>What the engine does not do; nothing by default.</summary>
    public virtual IReadOnlyList<TierLack> Lacks => [];

    /// <summary>Makes a new, empty store. Returns what tiers on it are made from; by default the path of a temporary folder.</summary>
    public virtual Task<string> CreateStoreAsync() => Task.FromResult(Directory.CreateTempSubdirectory("tradepersist-").FullName);

    /// <summary>A new tier on a store, not yet opened. It may be asked for more than once, and in other processes.</summary>
    /// <param name="store">What <see cref="CreateStoreAsync"/> returned.</param>
    public abstract ITier CreateTier(string store);

    /// <summary>Deletes a store, after its tiers were disposed of; by default the folder.</summary>
    /// <param name="store">What <see cref="CreateStoreAsync"/> returned.</param>
    public virtual Task DeleteStoreAsync(string store)
    {
        Directory.Delete(store, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Real errors of the store, each caused as an operator or a network would cause it. One at least must be
    /// <see cref="FailureKind.Transient"/>, unless <see cref="TierCapability.Failures"/> is lacking.
    /// </summary>
    /// <param name="store">What <see cref="CreateStoreAsync"/> returned.</param>
    public virtual IReadOnlyList<RealFailure> FailuresOf(string store) => [];
}
