using TradePersist.Relational;

namespace TradePersist.Tool.Output;

/// <summary>How a tier stands to the schema.</summary>
internal sealed record TierSchema(string Tier, SchemaStatus Status);
