namespace TradePersist.TestKit;

/// <summary>What a tier can do, unless its <see cref="TierFixture.Lacks"/> say otherwise. A lack that is declared and not there fails a suite too.</summary>
public enum TierCapability
{
    /// <summary>Rows and positions outlive the tier, and the process that it ran in.</summary>
    Durability,

    /// <summary>A batch that fails on its way leaves nothing. Without it, applying the batch again must lead to the same rows.</summary>
    Transactions,

    /// <summary>A read sees whole batches only, also while one is being applied.</summary>
    Snapshots,

    /// <summary>Several tiers may be open on one store, and see each other's rows. Without it, a second one cannot get at them.</summary>
    SharedStore,

    /// <summary>The store has a schema of its own, which opening checks and adds to. Without it, opening starts with nothing.</summary>
    StoredSchema,

    /// <summary>A call that is canceled ends with <see cref="OperationCanceledException"/>. Without it, such a call runs to its end.</summary>
    Cancellation,

    /// <summary>The store can fail, and refuses values that it cannot hold.</summary>
    Failures,
}
