using DuckDB.NET.Native;
using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.DuckDb;

/// <summary>A database that has no room, or whose statements cannot be prepared, keeps what it has and goes on.</summary>
internal sealed class DuckDbFullTests
{
    private static readonly Guid Journal = Guid.CreateVersion7();

    private readonly KindsTable _kinds = new();

    [Test]
    public async Task AFullFileSystemRefusesABatchWhollyAndItGoesThroughWhenThereIsRoom()
    {
        await using var system = await SmallFileSystem.MountAsync();
        var ballast = Path.Combine(system.Root, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[2 << 20]);
        var options = new DuckDbOptions { Path = Path.Combine(system.Root, "bot.duckdb") };
        var position = 0;
        await using (var tier = new DuckDbTier(options))
        {
            await tier.OpenAsync([_kinds.Table], default);
            var refusal = await FillAsync(tier);
            Assert.That(tier.Classify(refusal), Is.EqualTo(FailureKind.Transient), refusal.ToString());
            Assert.That(position, Is.GreaterThan(10), "all that fits was taken");
            await ExpectAsync(tier);
            Assert.That(() => tier.ApplyAsync(BatchAt(position, 1 << 20), default), Throws.Exception);
            await ExpectAsync(tier);

            File.Delete(ballast);
            await tier.ApplyAsync(BatchAt(position++, 60_000), default);
            await ExpectAsync(tier);
        }

        await using var again = new DuckDbTier(options);
        await again.OpenAsync([_kinds.Table], default);
        await ExpectAsync(again);

        async Task<Exception> FillAsync(DuckDbTier tier)
        {
            while (true)
            {
                try
                {
                    await tier.ApplyAsync(BatchAt(position, 60_000), default);
                    position++;
                }
                catch (DuckDbStatementException refusal)
                {
                    return refusal;
                }
            }
        }

        async Task ExpectAsync(DuckDbTier tier)
        {
            Assert.That(await tier.ReadPositionAsync(Journal, default), Is.EqualTo(position));
            await ExpectKeysAsync(tier, position);
        }
    }

    [Test]
    public async Task ABatchThatDoesNotFitIntoMemoryIsRefusedAndWhatIsInMemoryStays()
    {
        await using var tier = new DuckDbTier(new DuckDbOptions { Path = DuckDbOptions.InMemory, MemoryLimitBytes = DuckDbOptions.MinMemoryLimitBytes });
        await tier.OpenAsync([_kinds.Table], default);
        await tier.ApplyAsync(BatchAt(0, 1_000), default);
        var refusal = await Assert.CatchAsync(() => tier.ApplyAsync(BatchAt(1, 100 << 20), default));
        Assert.That(tier.Classify(refusal!), Is.EqualTo(FailureKind.Transient), refusal!.ToString());
        Assert.That(await tier.ReadPositionAsync(Journal, default), Is.EqualTo(1));
        await ExpectKeysAsync(tier, 1);
        await tier.ApplyAsync(BatchAt(1, 1_000), default);
        await ExpectKeysAsync(tier, 2);
    }

    [Test]
    public async Task ATierThatIsFullInMemoryHasAllOfItOrStartsOver()
    {
        var random = Seed.Random();
        await using var tier = new DuckDbTier(new DuckDbOptions { Path = DuckDbOptions.InMemory, MemoryLimitBytes = DuckDbOptions.MinMemoryLimitBytes });
        var shape = new TrailShape();
        var table = shape.Table;
        await tier.OpenAsync([table], default);
        var (position, trails) = (0L, 0);
        Exception? refusal = null;
        while (refusal is null)
        {
            var count = random.Next(1, 60);
            var batch = Trails(trails, count);
            try
            {
                await tier.ApplyAsync(new TierBatch(Journal, position == 0 ? null : position, position + 1, [batch]), default);
                (position, trails) = (position + 1, trails + count);
            }
            catch (DuckDbStatementException exception)
            {
                refusal = exception;
            }
        }

        Assert.That(tier.Classify(refusal), Is.EqualTo(FailureKind.Transient), refusal.ToString());
        Assert.That(position, Is.GreaterThan(3), "all that fits was taken");

        // A COMMIT that found no room has spoiled the database, and a statement has not.
        var isNew = await tier.ReadPositionAsync(Journal, default) is null;
        Assert.That(isNew, Is.EqualTo(((DuckDbStatementException)refusal).ErrorType == DuckDBErrorType.Transaction));
        var counted = await tier.QueryAsync(new Query(table) { Aggregates = [Aggregate.Count("n")] }, default);
        Assert.That(counted.Rows[0].Values[0].AsInt64(), Is.EqualTo(isNew ? 0 : trails * 15));
        await tier.ApplyAsync(new TierBatch(Journal, isNew ? null : position, position + 1, [Trails(0, 1)]), default);

        TableBatch Trails(int first, int count)
        {
            var writer = new RowWriter(table, count * 15);
            var deletes = new List<Filter>();
            for (var id = first; id < first + count; id++)
            {
                deletes.Add(new Filter(new Condition(shape.BuyinId, Comparison.Equal, Value.Of((long)id))));
                for (var minute = 0; minute < 15; minute++)
                {
                    writer.Begin();
                    writer.Set(shape.BuyinId, id);
                    writer.Set(shape.Minute, minute);
                    writer.Set(shape.CreatedAt, DateTimeOffset.UnixEpoch);
                    writer.End();
                }
            }

            return new TableBatch(table, deletes, writer.Finish());
        }
    }

    [Test]
    public async Task AFullFileSystemRefusesANewFileAndMakesItWhenThereIsRoom()
    {
        await using var system = await SmallFileSystem.MountAsync();
        var ballast = Path.Combine(system.Root, "ballast");
        var options = new DuckDbOptions { Path = Path.Combine(system.Root, "bot.duckdb") };
        foreach (var room in new[] { 0, 4096, 8192 })
        {
            await using (var file = File.Create(ballast))
            {
                Assert.That(() => file.Write(new byte[8 << 20]), Throws.InstanceOf<IOException>());
                file.SetLength(file.Length - room);
            }

            await using var tier = new DuckDbTier(options);
            var refusal = await Assert.CatchAsync(() => tier.OpenAsync([_kinds.Table], default));
            Assert.That(tier.Classify(refusal!), Is.EqualTo(FailureKind.Transient), refusal!.ToString());
            File.Delete(ballast);
        }

        // What a creation leaves that was killed.
        await File.WriteAllBytesAsync(options.Path + ".new", new byte[4096]);
        await using var opened = new DuckDbTier(options);
        await opened.OpenAsync([_kinds.Table], default);
        await opened.ApplyAsync(BatchAt(0, 1_000), default);
        await ExpectKeysAsync(opened, 1);
    }

    [Test]
    public async Task AMistakeInACallersOwnSqlCostsNothing()
    {
        await using var tier = new DuckDbTier(new DuckDbOptions { Path = DuckDbOptions.InMemory });
        await tier.OpenAsync([_kinds.Table], default);
        await tier.ApplyAsync(BatchAt(0, 1_000), default);
        Assert.That(() => tier.QuerySqlAsync<Guid>("SELECT 'abc'", null, default), Throws.Exception);
        Assert.That(() => tier.QuerySqlAsync<Refusing>("SELECT 1 AS number", null, default), Throws.Exception);
        await ExpectKeysAsync(tier, 1);
    }

    [Test]
    public async Task AStatementThatCannotBePreparedIsAtFaultItselfAndWhatIsInMemoryStays()
    {
        await using var tier = new DuckDbTier(new DuckDbOptions { Path = DuckDbOptions.InMemory });
        await tier.OpenAsync([_kinds.Table], default);
        await tier.ApplyAsync(BatchAt(0, 1_000), default);
        var unknown = new KindsTable("unknown");
        var batch = new TierBatch(Journal, 1, 2, [new TableBatch(unknown.Table, [new Filter(new Condition(unknown.Table.Key[0], Comparison.Equal, Value.Of(1L)))], [])]);
        var refusal = await Assert.CatchAsync<DuckDbStatementException>(() => tier.ApplyAsync(batch, default));
        Assert.That(refusal!.ErrorType, Is.EqualTo(DuckDBErrorType.Binder));
        await ExpectKeysAsync(tier, 1);
    }

    private sealed class Refusing
    {
        public long Number
        {
            get => 0;
            set => throw new FormatException($"{value} is refused.");
        }
    }

    private static async Task ExpectKeysAsync(DuckDbTier tier, int count)
    {
        var kinds = new KindsTable();
        var rows = (await tier.QueryAsync(new Query(kinds.Table), default)).Rows;
        Assert.That(rows.Select(row => row[kinds.Table.Key[0]].AsInt64()), Is.EqualTo(Enumerable.Range(0, count).Select(i => (long)i)));
    }

    private TierBatch BatchAt(int at, int bytes) =>
        new(Journal, at == 0 ? null : at, at + 1, [new TableBatch(_kinds.Table, [], _kinds.Row(at, (_kinds.Blob, Value.Of(Noise(bytes)))))]);

    // What is alike would be stored once.
    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(bytes).NextBytes(noise);
        return noise;
    }
}
