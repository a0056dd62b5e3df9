namespace EmbeddedBot;

/// <summary>Latencies in milliseconds.</summary>
internal sealed record LatencySummary(int Count, double P50, double P99, double Max);
