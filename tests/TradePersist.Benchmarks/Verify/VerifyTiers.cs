using System.Globalization;
using Microsoft.Data.Sqlite;
using TradePersist.Benchmarks.Harness;
using TradePersist.Benchmarks.Sqlite;
using TradePersist.Benchmarks.Trails;

namespace TradePersist.Benchmarks.Verify;

/// <summary>Two tiers compared row by row, against a hand-written comparison of two queries; then one row of a thousand damaged and repaired.</summary>
internal sealed class VerifyTiers : IBenchmark
{
    private const int DamageOf = 1_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public string Name => "verify: DuckDB and SQLite";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(RunContext context)
    {
        var folder = context.Clean("verify");
        var candles = context.Scale(200_000, 5_000);
        var trails = context.Scale(1_000, 20);
        var count = candles + (trails * TradePersist.Trails.Trail.MinuteCount);
        await using (var filled = await OpenAsync(folder))
        {
            await filled.Candles.SaveAsync(CandleFeed.Make(candles, seed: 1));
            foreach (var trail in TrailFeed.Stream(0, trails, seed: 1))
            {
                await filled.Trails.SaveAsync(trail);
            }

            await filled.DrainedAsync(Deadline);
        }

        var copy = Path.Combine(folder, "copy.duckdb");
        File.Copy(Path.Combine(folder, DuckDbBuilderExtensions.DefaultFile), copy);
        var sqlite = Path.Combine(folder, SqliteBuilderExtensions.DefaultFile);
        await using var store = await OpenAsync(folder);
        using var baseline = new HandWrittenComparison(copy, sqlite);
        var compared = await Alternation.RunAsync(context.Scale(5, 1), OursAsync, number => BaselineAsync());
        var repaired = await Alternation.RunAsync(context.Scale(5, 1), RepairAsync);
        return
        [
            ResultRow.Of("VerifyAsync of equal tiers", "rows/s", compared[0], "hand-written comparison"),
            new ResultRow("ResyncAsync of 1 damaged row in 1,000", "rows/s", repaired[0]),
        ];

        async Task<double[]> OursAsync(int number) =>
        [
            await Rate.OfAsync(count, async () =>
            {
                var report = await store.VerifyAsync(SqliteBuilderExtensions.DefaultName, DuckDbBuilderExtensions.DefaultName);
                Expect(report.Differences, 0);
            }),
        ];

        async Task<double[]> BaselineAsync() => [await Rate.OfAsync(count, () => Expect(baseline.Differences(), 0))];

        async Task<double[]> RepairAsync(int number)
        {
            var damaged = Damage(sqlite, number);
            return
            [
                await Rate.OfAsync(count, async () =>
                {
                    var report = await store.ResyncAsync(SqliteBuilderExtensions.DefaultName, DuckDbBuilderExtensions.DefaultName);
                    Expect(report.Repaired, damaged);
                }),
            ];
        }
    }

    private static Task<TradePersistence> OpenAsync(string folder) => TradePersistence.OpenAsync(builder => builder
        .UseDataFolder(folder)
        .AddDuckDb()
        .AddSqlite(tier: tier => tier.Mirror()));

    private static int Damage(string path, int number)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var update = connection.CreateCommand();
        update.CommandText = string.Create(CultureInfo.InvariantCulture, $"UPDATE candles SET volume = volume + 1 WHERE ts / 60000000 % {DamageOf} = {number}");
        return update.ExecuteNonQuery();
    }

    private static void Expect(long found, long expected)
    {
        if (found != expected)
        {
            throw new InvalidOperationException($"{found} rows differed instead of {expected}.");
        }
    }
}
