using Microsoft.Extensions.Logging;

namespace TradePersist;

/// <summary>What a tier is made with.</summary>
/// <param name="DataFolder">Where an embedded tier without a path of its own keeps its files.</param>
/// <param name="LoggerFactory">For its log.</param>
/// <param name="TimeProvider">Its clock.</param>
public sealed record TierContext(string DataFolder, ILoggerFactory LoggerFactory, TimeProvider TimeProvider);
