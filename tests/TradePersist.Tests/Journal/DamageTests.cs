using NUnit.Framework;
using TradePersist.Journal;
using TradePersist.Journal.Format;

namespace TradePersist.Tests.Journal;

/// <summary>One segment of twelve records; the last two suffer.</summary>
public class DamageTests
{
    private const int Records = 12;
    private static readonly int s_frame = Frame.SizeOf(JournalHarness.PayloadBytes);

    /// <summary>The program was killed: nothing on disk says yet that the last record was synced.</summary>
    [Test]
    public async Task AFlipInTheLastRecordIsCutAndReportedAndOneInTheRecordBeforeIsRefused()
    {
        var (files, last) = await KilledAsync();
        for (var at = last - s_frame; at < last; at++)
        {
            await AssertRefusedAsync(Flip(files, at, bit: at % 8), $"byte {at}");
        }
        for (var at = last; at < last + s_frame; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                await AssertCutAsync(Flip(files, at, bit), kept: Records - 1, last, $"bit {bit} of byte {at}");
            }
        }
    }

    /// <summary>The program ended in order and left a mark: both records are known to have been synced.</summary>
    [Test]
    public async Task AfterAnOrderlyEndAFlipInEitherRecordIsRefused()
    {
        var (files, last) = await ClosedAsync();
        for (var at = last - s_frame; at < last + s_frame; at++)
        {
            await AssertRefusedAsync(Flip(files, at, bit: at % 8), $"byte {at}");
        }
    }

    [Test]
    public async Task AFlipInTheMarkCostsNoRecord()
    {
        var (files, last) = await ClosedAsync();
        for (var at = last + s_frame; at < last + s_frame + Mark.Bytes; at++)
        {
            await AssertCutAsync(Flip(files, at, bit: 3), kept: Records, last + s_frame, $"byte {at}");
        }
    }

    [Test]
    public async Task ATruncatedFileKeepsWhatIsWholeAndReportsTheRest([Values] bool isClosed)
    {
        var (files, last) = isClosed ? await ClosedAsync() : await KilledAsync();
        for (var length = last - s_frame; length <= last + s_frame + Mark.Bytes + 1; length++)
        {
            var damaged = new Dictionary<string, byte[]>(files);
            var name = files.Keys.Single();
            damaged[name] = files[name][..length];
            var kept = Records - (length < last ? 2 : length < last + s_frame ? 1 : 0);
            await AssertCutAsync(damaged, kept, offset: null, $"cut at byte {length}");
        }
    }

    [Test]
    public async Task AFlipInTheHeaderIsRefused()
    {
        var (files, last) = await KilledAsync();
        for (var at = 0; at < last - (Records - 1) * s_frame; at++)
        {
            await AssertRefusedAsync(Flip(files, at, bit: at % 8), $"byte {at}");
        }
    }

    [Test]
    public async Task AZeroedRecordInTheMiddleIsRefused()
    {
        var (files, last) = await KilledAsync();
        var bytes = (byte[])files.Values.Single().Clone();
        bytes.AsSpan(last - 3 * s_frame, s_frame).Clear();
        await AssertRefusedAsync(new Dictionary<string, byte[]> { [files.Keys.Single()] = bytes }, "zeroed");
    }

    [Test]
    public async Task AnythingWrongInAnEarlierSegmentIsRefused()
    {
        var disk = new FaultyStorage();
        var journal = await JournalHarness.OpenAsync(disk);
        await journal.AddManyAsync(40, 7000);
        var files = Segments(disk);
        await journal.DisposeAsync();
        Assert.That(files, Has.Count.GreaterThan(3));
        var random = new Random(TestSeed.Next());
        foreach (var name in files.Keys.SkipLast(1))
        {
            var content = files[name].AsSpan().LastIndexOfAnyExcept((byte)0);
            for (var i = 0; i < 20; i++)
            {
                var damaged = new Dictionary<string, byte[]>(files) { [name] = (byte[])files[name].Clone() };
                var at = random.Next(content);
                damaged[name][at] ^= 16;
                await AssertRefusedAsync(damaged, $"{name} byte {at}");
            }
            var shorter = new Dictionary<string, byte[]>(files) { [name] = files[name][..content] };
            await AssertRefusedAsync(shorter, $"{name} truncated");
            if (name != files.Keys.First())
            {
                var missing = new Dictionary<string, byte[]>(files);
                missing.Remove(name);
                await AssertRefusedAsync(missing, $"{name} missing");
            }
        }
    }

    [Test]
    public async Task ASegmentOfAnotherJournalIsRefused()
    {
        var disks = new[] { new FaultyStorage(), new FaultyStorage() };
        foreach (var disk in disks)
        {
            await using var journal = await JournalHarness.OpenAsync(disk);
            await journal.AddManyAsync(20, 7000);
        }
        var files = Segments(disks[0]);
        var name = files.Keys.ElementAt(1);
        files[name] = Segments(disks[1])[name];
        await AssertRefusedAsync(files, "foreign segment");
    }

    [Test]
    public async Task RecordsAreStillCheckedWhenTheyAreRead()
    {
        var disk = new FaultyStorage();
        await using var journal = await JournalHarness.OpenAsync(disk);
        await journal.AddManyAsync(5);
        var file = disk.Files.Single(file => file.Name.EndsWith(".tpj", StringComparison.Ordinal));
        var lastUsed = file.Bytes.AsSpan().LastIndexOfAnyExcept((byte)0);
        file.Bytes[lastUsed] ^= 1;
        using var reader = journal.OpenReader(0);
        Assert.That((await reader.ReadBatchAsync(100, 1 << 20, CancellationToken.None)).LastLsn, Is.EqualTo(4), "what is good comes first");
        var damage = await Assert.ThrowsAsync<JournalCorruptException>(async () => await reader.ReadBatchAsync(100, 1 << 20, CancellationToken.None));
        await Assert.ThrowsAsync<JournalCorruptException>(async () => await reader.ReadBatchAsync(100, 1 << 20, CancellationToken.None));
        Assert.That(reader.LastLsn, Is.EqualTo(4));
        Assert.That(damage!.File, Is.EqualTo(file.Name));
        Assert.That(damage.Offset, Is.InRange(lastUsed - s_frame, lastUsed));
    }

    private static async Task<(SortedDictionary<string, byte[]> Files, int Last)> KilledAsync()
    {
        var disk = new FaultyStorage();
        var journal = await JournalHarness.OpenAsync(disk);
        await journal.AddManyAsync(Records);
        var files = Segments(disk);
        await journal.DisposeAsync();
        var used = files.Values.Single().AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        return (files, (used + 7) / 8 * 8 - s_frame);
    }

    private static async Task<(SortedDictionary<string, byte[]> Files, int Last)> ClosedAsync()
    {
        var disk = new FaultyStorage();
        await using (var journal = await JournalHarness.OpenAsync(disk))
        {
            await journal.AddManyAsync(Records);
        }
        var (_, last) = await KilledAsync();
        return (Segments(disk), last);
    }

    private static SortedDictionary<string, byte[]> Segments(FaultyStorage disk)
    {
        var files = disk.Snapshot();
        foreach (var spare in files.Keys.Where(SegmentName.IsSpare).ToArray())
        {
            files.Remove(spare);
        }
        return files;
    }

    private static Dictionary<string, byte[]> Flip(IReadOnlyDictionary<string, byte[]> files, int at, int bit)
    {
        var bytes = (byte[])files.Values.Single().Clone();
        bytes[at] ^= (byte)(1 << bit);
        return new() { [files.Keys.Single()] = bytes };
    }

    private static async Task AssertRefusedAsync(IReadOnlyDictionary<string, byte[]> files, string what)
    {
        var disk = FaultyStorage.Of(files);
        await Assert.ThrowsAsync<JournalCorruptException>(() => JournalHarness.OpenAsync(disk), what);
        Assert.That(disk.Snapshot(), Is.EquivalentTo(files), $"{what}: every file is as it was");
    }

    private static async Task AssertCutAsync(IReadOnlyDictionary<string, byte[]> files, int kept, int? offset, string what)
    {
        var disk = FaultyStorage.Of(files);
        await using (var journal = await JournalHarness.OpenAsync(disk))
        {
            Assert.That(journal.Recovery.Torn, Is.Not.Null, $"{what}: reported");
            if (offset is not null)
            {
                Assert.That(journal.Recovery.Torn!.Offset, Is.EqualTo(offset), what);
            }
            Assert.That(await journal.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(kept)), what);
            await journal.AddAsync(kept + 1);
            disk = disk.Reopen();
        }
        await using var again = await JournalHarness.OpenAsync(disk);
        Assert.That(again.Recovery.Torn, Is.Null, $"{what}: clean the second time");
        Assert.That(await again.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(kept + 1)), what);
    }
}
