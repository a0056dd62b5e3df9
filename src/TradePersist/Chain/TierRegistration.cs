using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>One tier of the chain, as the builder was told.</summary>
internal sealed record TierRegistration(string Name, ITier Tier, TierOptions Options);
