using System.Runtime.InteropServices;
using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Model;
using TradePersist.Repair;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Repair;

/// <summary>One row in a thousand of one of two SQLite files, damaged by another program.</summary>
public class DamageTests
{
    private static readonly VerifyOptions NameAll = new() { Examples = 100_000 };
    private static readonly string[] Symbols = ["BTC", "ETH", "SOL", "XRP"];

    [Test]
    public async Task EveryDamagedLostAndAddedRowIsNamedAndRepaired()
    {
        const int candles = 100_000;
        const int trades = 4_000;
        var random = Seed.Random();
        using var folder = new TempFolder();
        await using var tp = await SqlitePair.OpenAsync(folder);
        var all = Enumerable.Range(0, candles).Select(i => Bars.One(i / Symbols.Length, 100 + (i % 977), Symbols[i % Symbols.Length])).ToList();
        await tp.Candles.SaveAsync(all);
        var ids = new List<Guid>();
        foreach (var chunk in Enumerable.Range(0, trades).Chunk(200))
        {
            ids.AddRange(await Task.WhenAll(chunk.Select(async i => (await tp.Trades.AddAsync(Deal.Closed(i, Deal.Start.AddMinutes(i)))).Trade.Id)));
        }

        Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(60)), Is.True);
        var clean = await tp.VerifyAsync("b", "a");
        Assert.That((clean.IsClean, clean.IsSettled, Table(clean, "candles").Whole.Rows, Table(clean, "trades").Whole.RowsAgainst), Is.EqualTo((true, true, (long)candles, (long)trades)));
        Assert.That(Table(clean, "candles").Whole.Hash, Is.EqualTo(Table(clean, "candles").Whole.HashAgainst));

        random.Shuffle(CollectionsMarshal.AsSpan(all));
        random.Shuffle(CollectionsMarshal.AsSpan(ids));
        var damaged = all[..40];
        var lost = all[40..80];
        var added = all[80..100].Select(candle => candle with { Timestamp = candle.Timestamp.AddSeconds(1) }).ToList();
        var damagedTrades = ids[..4];
        var file = SqlitePair.File(folder, "b");
        await file.ExecuteManyAsync(
            "UPDATE candles SET volume = volume + @3 WHERE symbol = @0 AND timeframe = @1 AND ts = @2",
            damaged.Select(candle => (object?[])[.. Key(candle), random.Next(1, 1_000_000) * 1e-9]));
        await file.ExecuteManyAsync("DELETE FROM candles WHERE symbol = @0 AND timeframe = @1 AND ts = @2", lost.Select(Key));
        await file.ExecuteManyAsync("INSERT INTO candles VALUES (@0, @1, @2, 5, 6, 4, 5, 1)", added.Select(Key));
        await file.ExecuteManyAsync("UPDATE trades SET exit_reason = NULL WHERE id = @0", damagedTrades.Select(id => (object?[])[id.ToString()]));

        var found = await tp.VerifyAsync("b", "a", NameAll);
        var table = Table(found, "candles");
        Assert.Multiple(() =>
        {
            Assert.That((table.Different, table.Missing, table.Extra, table.Doubled), Is.EqualTo((40, 40, 20, 0)));
            Assert.That(Keys(table, DifferenceKind.Different), Is.EquivalentTo(damaged.Select(Text)));
            Assert.That(Keys(table, DifferenceKind.Missing), Is.EquivalentTo(lost.Select(Text)));
            Assert.That(Keys(table, DifferenceKind.Extra), Is.EquivalentTo(added.Select(Text)));
            Assert.That(table.Examples.Where(example => example.Kind == DifferenceKind.Different).Select(example => string.Join(' ', example.Columns)), Is.All.EqualTo("volume"));
            Assert.That((table.Whole.Rows, table.Whole.RowsAgainst), Is.EqualTo((candles - 20L, (long)candles)));

            var days = damaged.Concat(lost).Concat(added).Select(candle => candle.Timestamp.ToString("yyyy-MM-dd")).Distinct().Order();
            Assert.That(table.DifferingBuckets.Select(bucket => bucket.Bucket), Is.EqualTo(days));
            Assert.That(table.BucketsDiffering, Is.EqualTo(days.Count()));
            Assert.That(table.Buckets, Is.EqualTo(all.Select(candle => candle.Timestamp.Date).Distinct().Count()));
            Assert.That(table.DifferingBuckets.Select(bucket => bucket.Hash), Is.Not.EquivalentTo(table.DifferingBuckets.Select(bucket => bucket.HashAgainst)));

            Assert.That(Keys(Table(found, "trades"), DifferenceKind.Different), Is.EquivalentTo(damagedTrades.Select(id => $"id={id}")));
            Assert.That(found.Differences, Is.EqualTo(104));
        });

        var mirrored = await tp.VerifyAsync("a", "b");
        Assert.That((Table(mirrored, "candles").Missing, Table(mirrored, "candles").Extra), Is.EqualTo((20, 40)), "the other way round");
        Assert.That(Table(mirrored, "candles").Examples, Has.Count.EqualTo(60), "named up to the limit per kind, counted exactly");

        var repaired = await tp.ResyncAsync("b", "a");
        Assert.Multiple(() =>
        {
            var repair = repaired.Tables.Single(done => done.Table == "candles");
            Assert.That((repair.Updated, repair.Inserted, repair.Deleted, repair.Unrepaired, repair.Compared), Is.EqualTo((40, 40, 20, 0, candles + 20L)));
            Assert.That((repaired.Repaired, repaired.Unrepaired, repaired.IsRebuild), Is.EqualTo((104, 0, false)));
        });
        var after = await tp.VerifyAsync("b", "a");
        Assert.That(after.IsClean, Is.True);
        Assert.That(after.Tables.Select(done => done.Whole), Is.EqualTo(clean.Tables.Select(done => done.Whole)), "rows and hashes are what they were");
    }

    private static object?[] Key(Candle candle) => [candle.Symbol, candle.Timeframe, (candle.Timestamp - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond];

    private static string Text(Candle candle) => $"symbol={candle.Symbol}, timeframe={candle.Timeframe}, ts={Value.Of(candle.Timestamp)}";

    private static TableComparison Table(VerifyReport report, string name) => report.Tables.Single(table => table.Table == name);

    private static IEnumerable<string> Keys(TableComparison table, DifferenceKind kind) =>
        table.Examples.Where(example => example.Kind == kind).Select(example => example.Key);
}
