namespace TradePersist.TestKit;

/// <summary>Something that an engine does not do.</summary>
/// <param name="Capability">What it is.</param>
/// <param name="Reason">Why; the suites print it.</param>
public sealed record TierLack(TierCapability Capability, string Reason);
