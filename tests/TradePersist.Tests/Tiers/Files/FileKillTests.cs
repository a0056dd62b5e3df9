using System.Globalization;
using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>A real process that is killed with SIGKILL while it writes and compacts.</summary>
internal sealed class FileKillTests
{
    private const int Rounds = 20;

    [Test]
    public async Task WhatWasCommittedIsThereAfterEveryKillAndNothingIsHalfDone()
    {
        var random = Seed.Random();
        using var folder = new TempFolder();
        var acknowledged = 0L;
        var compactions = 0;
        for (var round = 0; round < Rounds; round++)
        {
            acknowledged = await WriteAndKillAsync(folder.Root, random, acknowledged);
            compactions += File.Exists(folder["trail.jsonl.tmp"]) ? 1 : 0;
            await CheckAsync(folder.Root, acknowledged);
        }

        TestContext.Out.WriteLine($"{acknowledged} batches, {compactions} kills within a compaction");
        Assert.That(acknowledged, Is.GreaterThan(Rounds * 5));
    }

    private static async Task<long> WriteAndKillAsync(string folder, Random random, long before)
    {
        using var child = ChildProcess.Start<FilesTask>(folder);
        var last = await child.ReadNumberAsync();
        Assert.That(last, Is.EqualTo(before).Or.EqualTo(before + 1), "it goes on where the last one was killed");
        for (var left = random.Next(1, 60); left > 0; left--)
        {
            last = await child.ReadNumberAsync();
        }

        // Anywhere within the next batches.
        await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * 40));
        return await child.KillAsync(last);
    }

    private static async Task CheckAsync(string folder, long acknowledged)
    {
        await using var tier = new FileTier(new FileTierOptions { Path = folder });
        await tier.OpenAsync([FilesTask.Trail, FilesTask.Counters], default);
        var position = (await tier.ReadPositionAsync(FilesTask.Journal, default))!.Value;
        Assert.That(position, Is.EqualTo(acknowledged).Or.EqualTo(acknowledged + 1));
        var counter = (await tier.QueryAsync(new Query(FilesTask.Counters), default)).Rows.Single()[FilesTask.Count].AsInt64();
        Assert.That(counter, Is.EqualTo(position).Or.EqualTo(position + 1), "rows come before the position");
        var rows = (await tier.QueryAsync(new Query(FilesTask.Trail), default)).Rows;
        foreach (var part in rows.GroupBy(row => row[FilesTask.Part].AsInt64()))
        {
            Assert.That(part.Select(row => row[FilesTask.Minute].AsInt64()), Is.EqualTo(Enumerable.Range(0, FilesTask.Minutes).Select(minute => (long)minute)));
            var writer = part.Select(row => row[FilesTask.Lsn].AsInt64()).Distinct().Single();
            var expected = position - ((position - part.Key) % FilesTask.Partitions);
            Assert.That(writer, Is.EqualTo(expected).Or.EqualTo(position + 1), $"partition {part.Key} is the last one written, old or new");
        }
    }
}
