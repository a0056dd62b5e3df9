using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Repair;
using TradePersist.Sqlite;
using TradePersist.Tests.Support;
using TradePersist.Tests.Tiers;
using TradePersist.Tiers;

namespace TradePersist.Tests.Repair;

/// <summary>What makes two rows differ, kind by kind, and buckets that say so.</summary>
public class ContentTests
{
    [Test]
    public async Task RowsHaveTheSameHashInEveryStoreAndAnotherForEveryOtherValue()
    {
        using var folder = new TempFolder();
        var kinds = new KindsTable();
        var rows = new RowSet(kinds.Table);
        var id = 0;
        kinds.Add(rows, ++id);
        foreach (var column in kinds.Values)
        {
            foreach (var value in Edges.Of(column.Kind).Distinct())
            {
                kinds.Add(rows, ++id, (column, value));
            }
        }

        await using var sqlite = new SqliteTier(new SqliteOptions { Path = folder["kinds.db"] });
        await sqlite.OpenAsync([kinds.Table], default);
        await sqlite.ApplyAsync(new TierBatch(Guid.NewGuid(), null, 1, [new TableBatch(kinds.Table, [], rows)]), default);
        var stored = (await sqlite.QueryAsync(new Query(kinds.Table) { Limit = Query.MaxLimit }, default)).Rows;
        var hash = new ContentHash(kinds.Table);
        Assert.That(stored.Select(row => hash.Of(row)), Is.EqualTo(rows.Select(row => hash.Of(row))), "whatever store they come from");

        // With one id for all, each differs from each other in one value only; the first has none but NULL.
        var same = new RowSet(kinds.Table);
        foreach (var row in rows)
        {
            row.Values.CopyTo(same.Add());
            same.LastCells[kinds.Id.Ordinal] = Value.Of(0);
        }

        Assert.That(same.Select(row => hash.Of(row)), Is.Unique);
        for (var i = 0; i < same.Count; i++)
        {
            for (var j = 0; j < same.Count; j++)
            {
                var kind = new KeyMatch(same[i], 1, same[j], 1).Kind;
                Assert.That(kind, Is.EqualTo(i == j ? null : DifferenceKind.Different), () => $"{same[i]} and {same[j]}");
            }
        }
    }

    [Test]
    public async Task EveryDamagedValueOfATradeIsFoundInItsFile()
    {
        using var folder = new TempFolder();
        await using var tp = await SqlitePair.OpenAsync(folder);
        var columns = new (string Name, object? Value)[]
        {
            ("symbol", "BTCUSDU"), ("quantity", "2.000000000000000001"), ("entry_price", null), ("entry_time", 1772366399999999),
            ("exit_time", null), ("pnl_usd", "9.999999999999999999"), ("exit_reason", "tP"), ("stop_loss", "0"), ("order_id", ""), ("revision", 2),
            ("side", "short"), ("updated_at", 1),
        };
        var ids = new List<Guid>();
        foreach (var _ in columns)
        {
            ids.Add((await tp.Trades.AddAsync(Deal.Closed(10))).Trade.Id);
        }

        await tp.DrainedAsync();
        var file = SqlitePair.File(folder, "b");
        foreach (var (id, (name, value)) in ids.Zip(columns))
        {
            Assert.That(await file.ExecuteAsync($"UPDATE trades SET {name} = @1 WHERE id = @0", id.ToString(), value), Is.EqualTo(1));
        }

        await file.ExecuteAsync("UPDATE trade_stats SET wins = wins + 1, best_trade_id = NULL");
        var report = await tp.VerifyAsync("b", "a");
        Assert.That(
            report.Tables.Single(table => table.Table == "trades").Examples.Select(example => (example.Key, string.Join(' ', example.Columns))),
            Is.EquivalentTo(ids.Zip(columns, (id, column) => ($"id={id}", column.Name))));
        Assert.That(report.Tables.Single(table => table.Table == "trade_stats").Examples.Single().Columns, Is.EqualTo(new[] { "wins", "best_trade_id" }));
        Assert.That((await tp.ResyncAsync("b", "a")).Repaired, Is.EqualTo(columns.Length + 1));
        Assert.That((await tp.VerifyAsync("b", "a")).IsClean, Is.True);
    }

    [Test]
    public void PartitionsAreCountedOneByOneAndThoseThatDifferAreNamed()
    {
        var random = Seed.Random();
        var part = Column.Int64("part");
        var minute = Column.Int32("minute");
        var table = new Table("minutes", [part, minute], [part, minute], [part]);
        var book = new BucketBook(table);
        var expected = new Dictionary<long, (long Rows, long OtherRows)>();
        var suspects = new List<Row>();
        foreach (var row in Rows.Of(table, [.. Enumerable.Range(0, 3_000).Select(i => new[] { Value.Of(i / 15L), Value.Of(i % 15L) })]))
        {
            var (rows, otherRows) = expected.GetValueOrDefault(row[part].AsInt64());
            if (random.Next(100) > 0)
            {
                book.AddAlike(row);
                expected[row[part].AsInt64()] = (rows + 1, otherRows + 1);
                continue;
            }

            book.AddSuspect(row);
            suspects.Add(row);
            if (suspects.Count == 4)
            {
                Settle();
            }
        }

        Settle();
        var report = book.Complete("minutes");
        var differing = expected.Where(pair => pair.Value.Rows != pair.Value.OtherRows).ToList();
        Assert.That((report.Buckets, report.BucketsDiffering), Is.EqualTo((200, differing.Count)));
        Assert.That(
            report.DifferingBuckets.Select(bucket => (bucket.Bucket, bucket.Rows, bucket.RowsAgainst)),
            Is.EquivalentTo(differing.Select(pair => ($"part={pair.Key}", pair.Value.Rows, pair.Value.OtherRows))));
        Assert.That((report.Whole.Rows, report.Whole.RowsAgainst), Is.EqualTo((expected.Values.Sum(rows => rows.Rows), expected.Values.Sum(rows => rows.OtherRows))));

        // Every other one of them turns out to be alike after all.
        void Settle()
        {
            foreach (var (i, row) in suspects.Index())
            {
                var (rows, otherRows) = expected.GetValueOrDefault(row[part].AsInt64());
                book.Add(row);
                expected[row[part].AsInt64()] = (rows + 1, otherRows);
                if (i % 2 == 0)
                {
                    book.AddOther(row);
                    expected[row[part].AsInt64()] = (rows + 1, otherRows + 1);
                }
            }

            suspects.Clear();
            book.Settle();
        }
    }

    [Test]
    public void ATableWithoutTimeAndPartitionIsOneBucketAndRowsWithoutATimeAnother()
    {
        var id = Column.Int64("id");
        var whole = new Table("whole", [id], [id]);
        Assert.That(Rows.Of(whole, [Value.Of(1)], [Value.Of(2)]).Select(new BucketNames(whole).Of).Distinct(), Is.EqualTo(new[] { "all" }));
        var kinds = new KindsTable();
        var names = new BucketNames(kinds.Table);
        Value At(string time) => Value.Of(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(
            new[] { At("1969-12-31T23:59:59.999999Z"), At("1970-01-01T00:00:00Z"), At("1969-12-31T00:00:00Z"), default, At("2024-03-01T01:00:00+02:00"), At("2024-02-29T00:00:00Z") }
                .Select(time => names.Of(kinds.Row(1, (kinds.Timestamp, time))[0])),
            Is.EqualTo(new[] { "1969-12-31", "1970-01-01", "1969-12-31", "no time", "2024-02-29", "2024-02-29" }));
    }
}
