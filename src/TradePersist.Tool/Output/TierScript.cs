using TradePersist.Relational;

namespace TradePersist.Tool.Output;

/// <summary>The SQL of some versions for a tier.</summary>
internal sealed record TierScript(string Tier, IReadOnlyList<Migration> Migrations, bool IsDown);
