namespace TradePersist.TestKit;

/// <summary>What a tier can do, unless its <see cref="TierFixture.Lacks"/> say otherwise. A lack that is declared and not there fails a suite too.</summary>
public enum TierCapability
{
    /// <summary>Rows and positions outlive the tier, and the process that it ran in.</summary>
    Durability,

    /// <summary>A batch that fails on its way leaves nothing. Without it, applying the batch again must lead to the same rows.</summary>
    Transactions,

    /// <summary>A crash leaves a batch and its position, or neither. Without it, rows may be there before their position is, and come again.</summary>
    AtomicCommit,

    /// <summary>Several tiers of one process may be open on one store, and see each other's rows. Without it, a second one cannot get at them.</summary>
    SharedStore,

    /// <summary>The store has a schema of its own, which opening checks and adds to. Without it, opening starts with nothing.</summary>
    StoredSchema,

    /// <summary>A call that is canceled ends with <see cref="OperationCanceledException"/>. Without it, such a call runs to its end.</summary>
    Cancellation,

    /// <summary>A row that its table cannot hold is refused.</summary>
    Refusal,

    /// <summary>The store can be away or busy.</summary>
    Failures,
}
