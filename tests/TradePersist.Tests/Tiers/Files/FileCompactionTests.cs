using NUnit.Framework;
using TradePersist.Journal.Storage;
using TradePersist.Model;
using TradePersist.Tests.Journal;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>Files do not grow with every change, and are never half-way between two forms.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FileCompactionTests
{
    private static readonly Guid Journal = Guid.CreateVersion7();

    private readonly KindsTable _kinds = new();
    private FaultyStorage _disk = new();

    private string FileName => TableLog.FileNameOf(_kinds.Table);

    [Test]
    public async Task AFileStaysWithinTwiceItsRowsAndIsRarelyWrittenAnew()
    {
        var written = 0L;
        var compactions = 0;
        _disk.Before = (operation, name) => compactions += operation == "rename" && name == FileName + ".tmp" ? 1 : 0;
        await using var tier = await OpenAsync(deadBytesAllowed: 1000);
        for (var i = 0; i < 2000; i++)
        {
            var before = Length();
            await UpsertAsync(tier, i, _kinds.Row(i % 50, (_kinds.Text, Value.Of($"version {i} of this row"))));
            written += Math.Max(0, Length() - before);
            Assert.That(Length(), Is.LessThan((2 * 50 * 60) + 1000 + 400));
        }

        Assert.That(compactions, Is.GreaterThan(10));
        Assert.That(compactions * 50 * 60, Is.LessThan(2 * written), "compacting costs in proportion to what is written");
        Assert.That(await IdsAsync(tier), Has.Length.EqualTo(50));
    }

    [Test]
    public async Task AFileThatHasHadNoBatchCanBeWrittenAnewToo()
    {
        await using (var tier = await OpenAsync(deadBytesAllowed: 0))
        {
            // Deletes nothing, and is not written; but it is the occasion. The row is so long that it is not one.
            await tier.ApplyAsync(new TierBatch(Journal, null, 1, [new TableBatch(_kinds.Table, [Filter.All], [])]), default);
            await UpsertAsync(tier, 1, _kinds.Row(7, (_kinds.Blob, Value.Of(new byte[10_000]))));
        }

        await using var reopened = await OpenAsync(deadBytesAllowed: 0);
        Assert.That(await IdsAsync(reopened), Is.EqualTo([7]));
    }

    [Test]
    public async Task ACompactionThatEndsAtAnyStepLeavesWhatWasThere()
    {
        var random = Seed.Random();
        var whole = await ReadyAsync();
        for (var step = 1; ; step++)
        {
            foreach (var powerFails in new[] { false, true })
            {
                _disk = FaultyStorage.Of(whole);
                var steps = int.MaxValue;
                _disk.Before = (operation, name) =>
                {
                    steps = name == FileName + ".tmp" && operation == "create" ? step : steps;
                    if (--steps < 0)
                    {
                        throw new IOException("The power is off.");
                    }
                };
                await using (var tier = await OpenAsync(deadBytesAllowed: 0))
                {
                    // The batch is committed whatever becomes of the compaction behind it.
                    await UpsertAsync(tier, 20, _kinds.Row(7));
                    Assert.That(await IdsAsync(tier), Is.EqualTo(new[] { 5, 7 }));
                }

                _disk = powerFails ? _disk.CutPower(random) : _disk.Reopen();
                await using var again = await OpenAsync(deadBytesAllowed: long.MaxValue / 4);
                Assert.That(await IdsAsync(again), Is.EqualTo(new[] { 5, 7 }), $"ended at step {step}");
                Assert.That(await again.ReadPositionAsync(Journal, default), Is.EqualTo(21));
                Assert.That(_disk.List(), Is.EquivalentTo(new[] { FileName, FilePositions.FileName }), "nothing is left over");
                if (steps > 0)
                {
                    Assert.That(step, Is.GreaterThan(4), "every step was tried");
                    return;
                }
            }
        }
    }

    [Test]
    public async Task ACompactionThatFailsIsTriedAgainWhenTheFileHasGrown()
    {
        _disk = FaultyStorage.Of(await ReadyAsync());
        var (tries, isFull) = (0, true);
        _disk.Before = (operation, name) =>
        {
            if (name == FileName + ".tmp" && operation == "write")
            {
                tries++;
                if (isFull)
                {
                    throw new StorageFullException("There is no room.");
                }
            }
        };
        await using var tier = await OpenAsync(deadBytesAllowed: 0);
        for (var i = 20; i < 40; i++)
        {
            await UpsertAsync(tier, i, _kinds.Row(5));
        }

        Assert.That(tries, Is.InRange(1, 5), "not with every batch");
        isFull = false;
        for (var i = 40; i < 100; i++)
        {
            await UpsertAsync(tier, i, _kinds.Row(5));
        }

        Assert.That(Length(), Is.LessThan(1000));
    }

    [Test]
    public async Task ACompactionGoesOnWhenItsBatchHasNoMoreTime()
    {
        _disk = FaultyStorage.Of(await ReadyAsync());
        using var deadline = new CancellationTokenSource();
        _disk.Before = (operation, name) =>
        {
            if (name == FileName + ".tmp" && operation == "create")
            {
                deadline.Cancel();
            }
        };
        await using var tier = await OpenAsync(deadBytesAllowed: 0);
        var before = Length();
        await tier.ApplyAsync(new TierBatch(Journal, 20, 21, [new TableBatch(_kinds.Table, [], _kinds.Row(7))]), deadline.Token);
        Assert.That(deadline.IsCancellationRequested);
        Assert.That(Length(), Is.LessThan(before));
    }

    [Test]
    public async Task AQueryBesideFilesThatAreLoadedAnewIsAnswered()
    {
        await using var tier = await OpenAsync(deadBytesAllowed: long.MaxValue / 4);
        await UpsertAsync(tier, 0, _kinds.Row(7));
        using var done = new CancellationTokenSource();
        var reading = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                Assert.That(await IdsAsync(tier), Is.EqualTo([7]));
            }
        })).ToList();
        for (var i = 1; i < 400; i++)
        {
            // Somebody else's blank at the end has the file looked at anew.
            using (var file = _disk.Open(FileName))
            {
                file.Write(file.Length, "\n"u8);
            }

            await UpsertAsync(tier, i, _kinds.Row(7));
        }

        await done.CancelAsync();
        await Task.WhenAll(reading);
    }

    [Test]
    public async Task AReaderOfTheFormerFileReadsOn()
    {
        _disk = FaultyStorage.Of(await ReadyAsync());
        using var former = _disk.Open(FileName);
        var bytes = new byte[former.Length];
        var half = former.Read(0, bytes.AsSpan(0, bytes.Length / 2));
        await using var tier = await OpenAsync(deadBytesAllowed: 0);
        await UpsertAsync(tier, 20, _kinds.Row(7));
        Assert.That(Length(), Is.LessThan(bytes.Length), "it was compacted");
        former.Read(half, bytes.AsSpan(half));
        Assert.That(System.Text.Encoding.UTF8.GetString(bytes), Does.EndWith("\"lsn\":20}}\n"));
    }

    [Test]
    public async Task AQueryBesideACompactionReadsTheFormerFile()
    {
        var random = Seed.Random();
        await using var tier = await OpenAsync(deadBytesAllowed: 0);
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var answers = 0;
            for (; !done.IsCancellationRequested || answers == 0; answers++)
            {
                var rows = (await tier.QueryAsync(new Query(_kinds.Table), default)).Rows;
                Assert.That(rows.Select(row => row[_kinds.Int64]).Distinct().Count(), Is.LessThanOrEqualTo(1));
            }

            return answers;
        });
        for (var i = 0; i < 300; i++)
        {
            var rows = new RowSet(_kinds.Table);
            for (var id = 0; id < 20; id++)
            {
                _kinds.Add(rows, id, (_kinds.Int64, Value.Of((long)i)), (_kinds.Text, Value.Of(new string('x', random.Next(60)))));
            }

            await UpsertAsync(tier, i, rows);
        }

        await done.CancelAsync();
        Assert.That(await reading, Is.Positive);
    }

    private long Length() => _disk[FileName].Bytes.Length;

    // One row that was written twenty times.
    private async Task<SortedDictionary<string, byte[]>> ReadyAsync()
    {
        await using var tier = await OpenAsync(deadBytesAllowed: long.MaxValue / 4);
        for (var i = 0; i < 20; i++)
        {
            await UpsertAsync(tier, i, _kinds.Row(5, (_kinds.Int64, Value.Of((long)i))));
        }

        return _disk.Snapshot();
    }

    private async Task<FileTier> OpenAsync(long deadBytesAllowed)
    {
        var tier = new FileTier(_disk, deadBytesAllowed);
        await tier.OpenAsync([_kinds.Table], default);
        return tier;
    }

    private Task UpsertAsync(FileTier tier, int position, RowSet rows) =>
        tier.ApplyAsync(new TierBatch(Journal, position == 0 ? null : position, position + 1, [new TableBatch(_kinds.Table, [], rows)]), default);

    private async Task<long[]> IdsAsync(FileTier tier) =>
        [.. (await tier.QueryAsync(new Query(_kinds.Table), default)).Rows.Select(row => row[_kinds.Id].AsInt64())];
}
