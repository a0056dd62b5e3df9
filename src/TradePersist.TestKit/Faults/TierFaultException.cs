using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>A failure that a test asked for.</summary>
/// <param name="kind">What <see cref="FaultyTier"/> says that it means.</param>
/// <param name="message">What happened.</param>
public sealed class TierFaultException(FailureKind kind, string message = "injected") : Exception(message)
{
    /// <summary>What <see cref="FaultyTier"/> says that it means.</summary>
    public FailureKind Kind { get; } = kind;
}
