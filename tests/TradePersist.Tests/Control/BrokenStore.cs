using TradePersist.Control;
using TradePersist.Repair;

namespace TradePersist.Tests.Control;

/// <summary>A store that fails at everything.</summary>
internal sealed class BrokenStore : IStoreControl
{
    public const string Reason = "It is broken.";

    public Task<HealthReport> GetHealthAsync(CancellationToken cancellationToken = default) => throw new InvalidOperationException(Reason);

    public Task<long> GetSizeAsync(string tier, CancellationToken cancellationToken = default) => throw new InvalidOperationException(Reason);

    public Task<IReadOnlyList<QuarantinedRecord>> GetQuarantineAsync(string tier, CancellationToken cancellationToken = default) => throw new InvalidOperationException(Reason);

    public Task<int> RetryQuarantineAsync(string tier, CancellationToken cancellationToken = default) => throw new InvalidOperationException(Reason);

    public Task<bool> DropQuarantinedAsync(string tier, long lsn, CancellationToken cancellationToken = default) => throw new InvalidOperationException(Reason);

    public Task<VerifyReport> VerifyAsync(string tier, string against, VerifyOptions? options = null, IProgress<VerifyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException(Reason);

    public Task<ResyncReport> ResyncAsync(string tier, string from, VerifyOptions? options = null, IProgress<VerifyProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException(Reason);
}
