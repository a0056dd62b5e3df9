using System.Diagnostics;
using NUnit.Framework;
using TradePersist.Chain;
using TradePersist.Model;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Chain.Codec;

public class ChangeCodecTests
{
    [Test]
    public void RandomChangesOfRandomTablesRoundTripBitForBit()
    {
        var random = Seed.Random();
        for (var i = 0; i < 500; i++)
        {
            IReadOnlyList<Table> tables = [.. Enumerable.Range(0, random.Next(1, 5)).Select(t => RandomTables.Make(random, $"t{t}", 8))];
            for (var j = 0; j < 10; j++)
            {
                var change = RandomTables.Change(random, tables);
                var payload = CodecBench.Encode(tables, change);
                var read = CodecBench.Decode(tables, tables, payload);
                Assert.That(CodecBench.Describe(read), Is.EqualTo(CodecBench.Describe(change)));
                Assert.That(CodecBench.Encode(tables, read), Is.EqualTo(payload));
            }
        }
    }

    [Test]
    public void OneDecoderReadsManyRecordsThatShareTexts()
    {
        var random = Seed.Random();
        Table[] tables = [RandomTables.Make(random, "t", 12)];
        var decoder = new ChangeDecoder(tables, new JournalSchema(tables).Json);
        for (var i = 0; i < 2000; i++)
        {
            var change = RandomTables.Change(random, tables);
            Assert.That(CodecBench.Describe(decoder.Read(CodecBench.Encode(tables, change))), Is.EqualTo(CodecBench.Describe(change)));
        }
    }

    [Test]
    public void EveryTruncationIsInvalidData()
    {
        var random = Seed.Random();
        for (var i = 0; i < 100; i++)
        {
            Table[] tables = [RandomTables.Make(random, "t", 6), RandomTables.Make(random, "u", 6)];
            var payload = CodecBench.Encode(tables, RandomTables.Change(random, tables));
            var decoder = new ChangeDecoder(tables, new JournalSchema(tables).Json);
            for (var length = 0; length < payload.Length; length++)
            {
                var cut = payload[..length];
                Assert.That(() => decoder.Read(cut), Throws.InstanceOf<InvalidDataException>(), $"{length} of {payload.Length} bytes");
            }

            Assert.That(() => decoder.Read([.. payload, 0]), Throws.InstanceOf<InvalidDataException>());
        }
    }

    [Test]
    public void DamagedBytesAreInvalidDataOrAnotherChangeAndNothingElse()
    {
        var random = Seed.Random();
        var (refused, read) = (0, 0);
        for (var i = 0; i < 300; i++)
        {
            Table[] tables = [RandomTables.Make(random, "t", 6), RandomTables.Make(random, "u", 6)];
            var payload = CodecBench.Encode(tables, RandomTables.Change(random, tables));
            var decoder = new ChangeDecoder(tables, new JournalSchema(tables).Json);
            for (var j = 0; j < 200; j++)
            {
                var damaged = payload.ToArray();
                for (var flips = random.Next(1, 4); flips > 0; flips--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                var before = GC.GetAllocatedBytesForCurrentThread();
                var started = Stopwatch.GetTimestamp();
                try
                {
                    CodecBench.Encode(tables, decoder.Read(damaged));
                    read++;
                }
                catch (InvalidDataException)
                {
                    refused++;
                }

                Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20), "bytes allocated for a small record");
                Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(5)));
            }
        }

        Assert.That(refused, Is.GreaterThan(1000));
        Assert.That(read, Is.GreaterThan(1000));
    }

    [Test]
    public void ADamagedCountOfRowsDoesNotAskForMoreMemoryThanTheRecordCanFill()
    {
        Column[] columns = [Column.Int64("id"), .. Enumerable.Range(0, 200).Select(i => Column.Double($"c{i}"))];
        Table[] tables = [new Table("wide", columns, [columns[0]])];
        var payload = new byte[(1 << 20) + 64];
        byte[] start = [1, ChangeEncoder.Upsert, 0, 0xFF, 0xFF, 0x3F];
        start.CopyTo(payload, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => CodecBench.Decode(tables, tables, payload), Throws.InstanceOf<InvalidDataException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(64 << 20));
    }

    [TestCase(new byte[] { 1, ChangeEncoder.Replace, 0, 1, 1, (byte)'a', 0 }, TestName = "AReplaceInATableWithoutPartition")]
    [TestCase(new byte[] { 1, 9, 0, 0 }, TestName = "AnUnknownOperation")]
    [TestCase(new byte[] { 1, ChangeEncoder.Upsert, 7, 0 }, TestName = "AnUnknownTable")]
    [TestCase(new byte[] { 1, ChangeEncoder.Delete, 0, 1, 9, 1, 1, 1, 2 }, TestName = "AnUnknownColumn")]
    [TestCase(new byte[] { 1, ChangeEncoder.Delete, 0, 1, 0, 77, 1, 1, 2 }, TestName = "AnUnknownComparison")]
    [TestCase(new byte[] { 1, ChangeEncoder.Delete, 0, 1, 0, 1, 0 }, TestName = "AComparisonWithNothing")]
    [TestCase(new byte[] { 1, ChangeEncoder.Upsert, 0, 1, 2 }, TestName = "AnUnknownMarker")]
    [TestCase(new byte[] { 1, ChangeEncoder.Upsert, 0, 1, 1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1 }, TestName = "AnEndlessNumber")]
    public void IsInvalidData(byte[] payload)
    {
        var id = Column.Int64("id");
        Table[] tables = [new Table("t", [id], [id])];
        Assert.That(() => CodecBench.Decode(tables, tables, payload), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public void ARowOfAnotherPartitionIsInvalidData()
    {
        var part = Column.Int64("part");
        Table[] tables = [new Table("t", [part], [part], [part])];
        byte[] payload = [1, ChangeEncoder.Replace, 0, 1, 2, 1, 1, 4];
        Assert.That(() => CodecBench.Decode(tables, tables, payload), Throws.InstanceOf<InvalidDataException>());
    }
}
