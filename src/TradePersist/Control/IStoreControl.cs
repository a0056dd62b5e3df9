using TradePersist.Repair;

namespace TradePersist.Control;

/// <summary>
/// What an operator may ask of a store: one that this process opened (<see cref="TradePersistence"/>), or one that another
/// process runs (<see cref="RunningStore"/>). Members that name a tier throw <see cref="ArgumentException"/> when there is none
/// of that name.
/// </summary>
public interface IStoreControl
{
    /// <summary>How the journal and each tier are. Asks no tier.</summary>
    Task<HealthReport> GetHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>The bytes that a tier takes, as far as it can tell. Throws <see cref="TierUnavailableException"/> when it does not answer.</summary>
    Task<long> GetSizeAsync(string tier, CancellationToken cancellationToken = default);

    /// <summary>The records that a tier refused for good, in the order of the journal.</summary>
    Task<IReadOnlyList<QuarantinedRecord>> GetQuarantineAsync(string tier, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="TradePersistence.RetryQuarantineAsync"/>
    Task<int> RetryQuarantineAsync(string tier, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="TradePersistence.DropQuarantined"/>
    Task<bool> DropQuarantinedAsync(string tier, long lsn, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="TradePersistence.VerifyAsync"/>
    Task<VerifyReport> VerifyAsync(
        string tier,
        string against,
        VerifyOptions? options = null,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <inheritdoc cref="TradePersistence.ResyncAsync"/>
    Task<ResyncReport> ResyncAsync(
        string tier,
        string from,
        VerifyOptions? options = null,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
