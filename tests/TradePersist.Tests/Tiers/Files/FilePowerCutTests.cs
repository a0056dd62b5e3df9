using NUnit.Framework;
using TradePersist.Chain;
using TradePersist.Model;
using TradePersist.Tests.Chain.Folding;
using TradePersist.Tests.Journal;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>A disk that loses what was not synced, and fails wherever it likes.</summary>
internal sealed class FilePowerCutTests
{
    private static readonly Guid Journal = Guid.CreateVersion7();

    [Test]
    public async Task WhatWasCommittedSurvivesEveryPowerCutAndTheRestComesAgain()
    {
        var random = Seed.Random();
        for (var round = 0; round < 300; round++)
        {
            await LiveAndDieAsync(random, failures: false);
        }
    }

    [Test]
    public async Task AFailureOfAnyOperationChangesNothingAndHeals()
    {
        var random = Seed.Random();
        for (var round = 0; round < 300; round++)
        {
            await LiveAndDieAsync(random, failures: true);
        }
    }

    private static async Task LiveAndDieAsync(Random random, bool failures)
    {
        var world = new SmallWorld();
        var changes = Enumerable.Range(0, 25).Select(_ => world.Change(random)).ToList();
        var states = new List<Dictionary<string, Row>> { new() };
        states.AddRange(changes.Select((_, i) => changes.Take(i + 1).Aggregate(states[0], SmallWorld.Apply)));
        var disk = new FaultyStorage();
        var (committed, tried, ahead) = (0, 0, 0);
        while (committed < changes.Count)
        {
            var tier = new FileTier(disk, deadBytesAllowed: 100);
            disk.OperationsLeft = random.Next(4) == 0 ? null : random.Next(1, 60);
            var toFail = failures ? random.Next(1, 25) : int.MaxValue;
            disk.Before = (operation, name) =>
            {
                if (--toFail == 0)
                {
                    toFail = random.Next(1, 25);
                    switch (operation)
                    {
                        case "sync":
                            disk[name].FailSync(random);
                            break;
                        case "set length":
                            // The rows that could not be cut off are there as they would be after a crash.
                            ahead = tried;
                            break;
                    }

                    throw new IOException($"Injected into {operation} of {name}.");
                }
            };
            try
            {
                await OpenAsync(tier, world, disk);
                var position = (int)(await tier.ReadPositionAsync(Journal, default) ?? 0);
                Assert.That(position, Is.InRange(committed, tried), "the position is that of a batch that was committed, or being committed");
                await ExpectAsync(tier, world.Parted, position, tried);
                await ExpectAsync(tier, world.Loose, position, tried);
                (committed, ahead) = (position, tried);
                while (committed < changes.Count)
                {
                    tried = Math.Max(tried, committed + random.Next(1, Math.Min(4, changes.Count - committed + 1)));
                    committed = ahead = await ApplyAsync(tier, committed, tried);
                    await ExpectAsync(tier, world.Parted, committed, committed);
                    await ExpectAsync(tier, world.Loose, committed, committed);
                }
            }
            catch (IOException) when (disk.IsDead)
            {
            }

            disk = disk.CutPower(random);
            await tier.DisposeAsync();
        }

        async Task<int> ApplyAsync(FileTier tier, int from, int to)
        {
            var batch = new TierBatch(Journal, from == 0 ? null : from, to, BatchFolder.Fold(changes[from..to]));
            while (true)
            {
                try
                {
                    await tier.ApplyAsync(batch, default);
                    return to;
                }
                catch (PositionConflictException)
                {
                    // Its acknowledgement was lost, not the commit.
                    Assert.That(await tier.ReadPositionAsync(Journal, default), Is.EqualTo(to));
                    return to;
                }
                catch (IOException) when (!disk.IsDead)
                {
                    var position = (int)(await tier.ReadPositionAsync(Journal, default) ?? 0);
                    Assert.That(position, Is.AnyOf(from, to));

                    // Rows that were ahead of the position at the opening still are.
                    await ExpectAsync(tier, world.Parted, position, Math.Max(position, ahead));
                    await ExpectAsync(tier, world.Loose, position, Math.Max(position, ahead));
                }
            }
        }

        async Task ExpectAsync(FileTier tier, Table table, int from, int to)
        {
            var rows = (await tier.QueryAsync(new Query(table), default)).Rows;
            var found = SmallWorld.Describe(rows.ToDictionary(SmallWorld.KeyOf));
            var allowed = states[from..(to + 1)].Select(state => SmallWorld.Describe(state.Where(pair => pair.Value.Table == table).ToDictionary()));
            Assert.That(allowed, Does.Contain(found), $"{table} between {from} and {to}");
        }
    }

    private static async Task OpenAsync(FileTier tier, SmallWorld world, FaultyStorage disk)
    {
        while (true)
        {
            try
            {
                await tier.OpenAsync([world.Parted, world.Loose], default);
                return;
            }
            catch (IOException) when (!disk.IsDead)
            {
                // Core tries again.
            }
        }
    }
}
