using System.Diagnostics;

namespace TradePersist.Benchmarks;

internal static class Rate
{
    public static async Task<double> OfAsync(int rows, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>On a thread of the pool, like a tier.</summary>
    public static Task<double> OfAsync(int rows, Action work) => OfAsync(rows, () => Task.Run(work));
}
