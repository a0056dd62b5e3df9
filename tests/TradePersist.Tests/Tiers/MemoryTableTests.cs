using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers;

public class MemoryTableTests
{
    private static readonly Column Id = Column.Int64("id");
    private static readonly Column Number = Column.Int64("v", nullable: true);
    private static readonly Table Table = new("t", [Id, Number], [Id]);

    [Test]
    public void AWindowHoldsTheRowsWrittenLast()
    {
        var memory = new MemoryTable(Table, 3);
        foreach (var id in new[] { 1, 2, 3, 1, 4, 5 })
        {
            Put(memory, id, id * 10);
        }

        Assert.That(Ids(memory), Is.EqualTo(new[] { 1, 4, 5 }), "1 was written again");
        Assert.That(memory.Find(Key(4)).Row!.Value[Number].AsInt64(), Is.EqualTo(40));
    }

    [Test]
    public void LookupsAreHonestWhateverWasWrittenDeletedAndLetGo()
    {
        var random = Seed.Random();
        for (var round = 0; round < 50; round++)
        {
            var capacity = random.Next(1, 20);
            var memory = new MemoryTable(Table, capacity);
            var truth = new Dictionary<long, long>();
            long greatestLetGo = -1;
            for (var step = 0; step < 200; step++)
            {
                var id = random.Next(40);
                if (random.Next(5) == 0)
                {
                    memory.Apply([Filter.Matching([Id], Key(id))], []);
                    truth.Remove(id);
                }
                else
                {
                    var before = Ids(memory);
                    Put(memory, id, step);
                    truth[id] = step;
                    greatestLetGo = before.Except(Ids(memory)).Append(greatestLetGo).Max();
                }

                Assert.That(Ids(memory), Has.Count.LessThanOrEqualTo(capacity));
                Assert.That(memory.IsComplete, Is.EqualTo(greatestLetGo < 0));
                for (var key = 0; key < 45; key++)
                {
                    var lookup = memory.Find(Key(key));
                    if (lookup.Row is { } row)
                    {
                        Assert.That(row[Number].AsInt64(), Is.EqualTo(truth[key]));
                    }
                    else
                    {
                        Assert.That(lookup.IsKnown, Is.EqualTo(key > greatestLetGo), $"key {key}, let go up to {greatestLetGo}");
                        Assert.That(!lookup.IsKnown || !truth.ContainsKey(key), "a row that exists is never called absent");
                    }
                }
            }
        }
    }

    [Test]
    public void WhatWasDeclaredForgottenIsUnknown()
    {
        var memory = new MemoryTable(Table, 10);
        Put(memory, 7, 1);
        memory.ForgetUpTo(Key(5));
        memory.ForgetUpTo(Key(3));
        Assert.That(memory.IsComplete, Is.False);
        Assert.That(memory.Find(Key(5)).IsKnown, Is.False);
        Assert.That(memory.Find(Key(6)).IsKnown, Is.True);
        memory.ForgetAll();
        Assert.That(memory.Find(Key(6)).IsKnown, Is.False);
        Assert.That(memory.Find(Key(7)).Row, Is.Not.Null);
    }

    [Test]
    public void SlotsAreUsedAgain()
    {
        var memory = new MemoryTable(Table, 1000);
        Churn(0, 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Churn(20, 120);
        var perRow = (GC.GetAllocatedBytesForCurrentThread() - before) / 100_000.0;

        // The row's own set, the copy of the key let go, and no new block: those would take 48 bytes more.
        var own = OwnBytes();
        Assert.That(perRow - own, Is.LessThan(110));
        Assert.That(Ids(memory), Has.Count.EqualTo(1000));

        void Churn(int from, int to)
        {
            for (var i = from * 1000; i < to * 1000; i++)
            {
                Put(memory, i, i);
            }
        }

        static double OwnBytes()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                _ = Rows.Of(Table, [Value.Of((long)i), Value.Of((long)i)]);
            }

            return (GC.GetAllocatedBytesForCurrentThread() - before) / 1000.0;
        }
    }

    [Test]
    public void ALookupIsACopyThatLaterWritesDoNotChange()
    {
        var memory = new MemoryTable(Table, 2);
        Put(memory, 1, 1);
        var found = memory.Find(Key(1)).Row!.Value;
        var read = memory.Evaluate(new Query(Table)).Rows[0];
        Put(memory, 1, 2);
        memory.Apply([Filter.All], []);
        Assert.That(found[Number].AsInt64(), Is.EqualTo(1));
        Assert.That(read[Number].AsInt64(), Is.EqualTo(1));
    }

    [Test]
    public async Task ReadersNeverSeeAHalfAppliedStep()
    {
        var memory = new MemoryTable(Table, 100);
        memory.Apply([], Batch(0));
        var isDone = false;
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var (reads, torn) = (0, 0);
            while (!Volatile.Read(ref isDone))
            {
                var rows = memory.Evaluate(new Query(Table)).Rows;
                torn += rows.Count == 10 && rows.Select(row => row[Number].AsInt64()).Distinct().Count() == 1 ? 0 : 1;
                torn += memory.Find(Key(reads % 10)).Row is null ? 1 : 0;
                reads++;
            }

            return (reads, torn);
        })).ToList();

        for (var version = 1; version < 20_000; version++)
        {
            memory.Apply([Filter.All], Batch(version));
        }

        Volatile.Write(ref isDone, true);
        foreach (var (reads, torn) in await Task.WhenAll(readers))
        {
            Assert.That(torn, Is.Zero, $"of {reads}");
        }

        static RowSet Batch(long version) => Rows.Of(Table, [.. Enumerable.Range(0, 10).Select(id => new[] { Value.Of((long)id), Value.Of(version) })]);
    }

    private static void Put(MemoryTable memory, long id, long number) =>
        memory.Apply([], Rows.Of(Table, [Value.Of(id), Value.Of(number)]));

    private static Row Key(long id) => Rows.One(Table, Value.Of(id), default);

    private static List<long> Ids(MemoryTable memory) =>
        [.. memory.Evaluate(new Query(Table)).Rows.Select(row => row[Id].AsInt64())];
}
