using NUnit.Framework;
using TradePersist.Journal;

namespace TradePersist.Tests.Journal;

public class PowerCutTests
{
    private const int Lives = 6;

    [Test]
    public async Task EveryAcknowledgedRecordSurvivesEveryPowerCut()
    {
        var seed = TestSeed.Next();
        for (var i = 0; i < 200; i++)
        {
            await LiveAndDieAsync(seed + i);
        }
    }

    /// <summary>A failed sync drops pages that the system then holds for clean; recovery must not believe it.</summary>
    [Test]
    public async Task WhatRecoveryKeepsAfterAFailedSyncSurvivesAPowerCut()
    {
        var seed = TestSeed.Next();
        for (var i = 0; i < 300; i++)
        {
            var random = new Random(seed + i);
            var disk = new FaultyStorage();
            var journal = await JournalHarness.OpenAsync(disk);
            await journal.AddManyAsync(random.Next(1, 5), random.Next(8, 2000));
            var acknowledged = journal.LastLsn;
            disk.Before = (operation, name) =>
            {
                if (operation == "sync" && name.EndsWith(".tpj", StringComparison.Ordinal))
                {
                    disk[name].FailSync(random);
                    throw new IOException("Injected EIO.");
                }
            };
            var size = random.Next(8, 5000);
            await Assert.ThrowsAsync<JournalFailedException>(async () => await journal.AddAsync(acknowledged + 1, size));
            await journal.DisposeAsync();

            disk = disk.Reopen();
            disk.OperationsLeft = random.Next(2) == 0 ? random.Next(1, 8) : null;
            var kept = acknowledged;
            try
            {
                journal = await JournalHarness.OpenAsync(disk);
                kept = journal.LastLsn;
            }
            catch (JournalException)
            {
                Assert.That(disk.IsDead, $"seed {seed + i}: refused before the power cut");
            }
            Assert.That(kept, Is.AnyOf(acknowledged, acknowledged + 1));
            disk = disk.CutPower(random);
            await journal.DisposeAsync();

            await using var recovered = await JournalHarness.OpenAsync(disk);
            Assert.That((await recovered.ReadKeysAsync()).Take((int)kept), Is.EqualTo(JournalHarness.Keys(kept)), $"seed {seed + i}");
        }
    }

    private static async Task LiveAndDieAsync(int seed)
    {
        var random = new Random(seed);
        var disk = new FaultyStorage();
        var safe = new Dictionary<long, long>();
        for (var life = 0; life < Lives; life++)
        {
            disk.OperationsLeft = life == Lives - 1 ? null : random.Next(1, 120);
            ChangeJournal? journal = null;
            try
            {
                journal = await JournalHarness.OpenAsync(disk, schema: random.Next(4) == 0 ? "[]" : "{}");
                if (random.Next(6) == 0)
                {
                    await journal.ChangeIdAsync(CancellationToken.None);
                }
            }
            catch (JournalException e)
            {
                Assert.That(disk.IsDead, $"seed {seed}, life {life}: refused with {e}");
            }
            if (journal is not null)
            {
                await CheckAsync(journal, safe, $"seed {seed}, life {life}");
                await WriteAsync(journal, safe, random.Next(), disk.OperationsLeft is null ? 3 : random.Next(1, 400));
                if (random.Next(3) == 0)
                {
                    await journal.DisposeAsync();
                }
            }
            disk = disk.CutPower(random);
            if (journal is not null)
            {
                await journal.DisposeAsync();
            }
        }
    }

    private static async Task CheckAsync(ChangeJournal journal, Dictionary<long, long> safe, string context)
    {
        var first = journal.FirstLsn;
        var keys = await journal.ReadKeysAsync(first - 1);
        var found = keys.Select((key, i) => (Lsn: first + i, Key: key)).ToDictionary(item => item.Lsn, item => item.Key);
        var lost = safe.Where(item => item.Key >= first && (!found.TryGetValue(item.Key, out var key) || key != item.Value)).Select(item => item.Key);
        Assert.That(lost, Is.Empty, $"{context}: acknowledged or already handed out, but gone");
        safe.Clear();
        foreach (var (lsn, key) in found)
        {
            // A reader has seen these: they may have reached a tier, so they must not vanish either.
            safe[lsn] = key;
        }
    }

    private static async Task WriteAsync(ChangeJournal journal, Dictionary<long, long> safe, int seed, int count)
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            var random = new Random(seed + writer);
            try
            {
                for (var i = 0; i < count; i++)
                {
                    var key = random.Next();
                    var ticket = await journal.AppendAsync(new TestEntry(key, random.Next(8, 3000)), inline: random.Next(2) == 0);
                    if (random.Next(4) == 0)
                    {
                        continue;
                    }
                    await ticket.WhenDurableAsync();
                    lock (safe)
                    {
                        safe.Add(ticket.Lsn, key);
                    }
                    if (random.Next(30) == 0)
                    {
                        journal.Release(ticket.Lsn - random.Next(100));
                    }
                }
            }
            catch (JournalException)
            {
                // The power is off; what was acknowledged until now is in the list.
            }
        })));
    }
}
