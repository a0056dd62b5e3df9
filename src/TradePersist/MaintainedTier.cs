using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist;

/// <summary>A tier of a store under maintenance. It has not been opened.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tier">The tier.</param>
/// <param name="Tables">The tables that it holds.</param>
public sealed record MaintainedTier(string Name, ITier Tier, IReadOnlyList<Table> Tables);
