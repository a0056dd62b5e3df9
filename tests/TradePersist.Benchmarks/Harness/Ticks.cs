using System.Diagnostics;

namespace TradePersist.Benchmarks.Harness;

/// <summary>Durations as raw ticks of the stopwatch.</summary>
internal sealed class Ticks(int capacity)
{
    private readonly List<long> _ticks = new(capacity);

    public void AddSince(long started) => _ticks.Add(Stopwatch.GetTimestamp() - started);

    /// <summary>The duration, in microseconds, that this share of all durations does not exceed.</summary>
    public double Percentile(double share)
    {
        _ticks.Sort();
        var rank = (int)Math.Ceiling(share * _ticks.Count);
        return _ticks[Math.Max(rank, 1) - 1] * 1e6 / Stopwatch.Frequency;
    }
}
