namespace EmbeddedBot;

/// <summary>How long writes took until they were acknowledged.</summary>
internal sealed class Latencies
{
    private readonly Lock _lock = new();
    private readonly List<double> _milliseconds = [];

    public void Add(TimeSpan latency)
    {
        lock (_lock)
        {
            _milliseconds.Add(latency.TotalMilliseconds);
        }
    }

    public LatencySummary Summarise()
    {
        lock (_lock)
        {
            _milliseconds.Sort();
            return new LatencySummary(_milliseconds.Count, At(0.50), At(0.99), At(1));
        }
    }

    /// <summary>By nearest rank.</summary>
    private double At(double part) =>
        _milliseconds.Count == 0 ? 0 : _milliseconds[Math.Max((int)Math.Ceiling(part * _milliseconds.Count) - 1, 0)];
}
