using TradePersist.Tiers;

namespace TradePersist.Tests.Support;

/// <summary>A failure of a <see cref="StoreTier"/>, of a kind.</summary>
internal sealed class TierFaultException(FailureKind kind, string message = "injected") : Exception(message)
{
    public FailureKind Kind { get; } = kind;
}
