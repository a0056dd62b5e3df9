using System.Diagnostics;
using System.Globalization;
using TradePersist.Benchmarks.Harness;
using TradePersist.Benchmarks.Postgres;

namespace TradePersist.Benchmarks;

internal static class BenchmarkRun
{
    public static async Task<int> RunAsync(string[] suites, DirectoryInfo data, FileInfo? json, bool isQuick)
    {
        using var folder = new WorkFolder(data.FullName);
        if (folder.IsInMemory)
        {
            Console.Error.WriteLine("This is a file system in memory, where a sync costs nothing: the figures say nothing about a disk. --data names another folder.");
        }

        var started = Stopwatch.GetTimestamp();
        var results = new Dictionary<string, IReadOnlyList<ResultRow>>();
        foreach (var (name, benchmarks) in Suites.All.Where(suite => suites.Length == 0 || suites.Contains(suite.Key)))
        {
            if (name == "postgres" && PostgresDatabase.Url is null)
            {
                Console.Error.WriteLine($"postgres is left out: {PostgresDatabase.Variable} is not set (eval \"$(eng/servers.sh up)\" starts a server).");
                continue;
            }

            results[name] = await RunAsync(benchmarks, new RunContext(folder.Path, isQuick));
            Console.WriteLine();
            Console.WriteLine(name);
            TextTable.Write(Console.Out, results[name], isJudged: !isQuick);
        }

        Summarize(results.Values.SelectMany(rows => rows), isQuick, Stopwatch.GetElapsedTime(started));
        if (json is not null)
        {
            JsonReport.Write(json.FullName, results, isQuick, TimeProvider.System.GetUtcNow());
        }

        return 0;
    }

    private static async Task<IReadOnlyList<ResultRow>> RunAsync(IReadOnlyList<IBenchmark> benchmarks, RunContext context)
    {
        var rows = new List<ResultRow>();
        foreach (var benchmark in benchmarks)
        {
            Console.Error.WriteLine($"{benchmark.Name} ...");
            rows.AddRange(await benchmark.RunAsync(context));
        }

        return rows;
    }

    private static void Summarize(IEnumerable<ResultRow> rows, bool isQuick, TimeSpan elapsed)
    {
        var judged = rows.Where(row => row.IsMet is not null).ToList();
        var verdict = isQuick ? "a quick run judges nothing" : $"{judged.Count(row => row.IsMet == true)} of {judged.Count} targets met";
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{verdict}, {elapsed.TotalSeconds:0} s, {Environment.ProcessorCount} processors; median of the rounds (lowest..highest)"));
    }
}
