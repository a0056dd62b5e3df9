using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TradePersist.Benchmarks.Harness;

/// <summary>The report for programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string path, IReadOnlyDictionary<string, IReadOnlyList<ResultRow>> suites, bool isQuick, DateTimeOffset now)
    {
        var report = new
        {
            at = now,
            quick = isQuick,
            processors = Environment.ProcessorCount,
            architecture = RuntimeInformation.ProcessArchitecture.ToString(),
            runtime = RuntimeInformation.FrameworkDescription,
            suites = suites.ToDictionary(suite => suite.Key, suite => suite.Value.Select(row => Describe(row, isQuick))),
        };
        File.WriteAllText(path, JsonSerializer.Serialize(report, Readable));
    }

    private static object Describe(ResultRow row, bool isQuick) => new
    {
        what = row.What,
        unit = row.Unit,
        ours = Describe(row.Ours),
        against = row.Against,
        baseline = Describe(row.Baseline),
        ratio = Describe(row.Ratio),
        target = row.Target?.ToString(),
        met = isQuick ? null : row.IsMet,
    };

    private static object? Describe(Series? series) => series is null
        ? null
        : new { median = series.Median, low = series.Low, high = series.High, rounds = series.Rounds };
}
