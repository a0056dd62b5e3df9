using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Journal;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>Files that end anywhere within what a batch writes.</summary>
internal sealed class TornFileTests
{
    private const string FileName = "trail.jsonl";

    private static readonly Guid Journal = Guid.CreateVersion7();

    private readonly Column _part = Column.Text("part", 8);
    private readonly Column _minute = Column.Int32("minute");
    private readonly Column _value = Column.Decimal("v", nullable: true);
    private readonly Table _table;

    public TornFileTests() => _table = new Table("trail", [_part, _minute, _value], [_part, _minute], [_part]);

    /// <summary>15 rows replaced by 15, and by 12: killed at any byte it is the old ones or the new ones, and the batch goes through again.</summary>
    [TestCase(15)]
    [TestCase(12)]
    public async Task AReplaceIsThereAsAWholeOrNotAtAll(int count)
    {
        var disk = new FaultyStorage();
        await ApplyAsync(disk, null, Replace(15, 1.5m));
        var before = disk.Snapshot();
        await ApplyAsync(disk, 1, Replace(count, -2m));
        var after = disk.Snapshot()[FileName];
        for (var length = before[FileName].Length; length <= after.Length; length++)
        {
            before[FileName] = after[..length];
            var torn = FaultyStorage.Of(before);
            await using var tier = new FileTier(torn);
            await tier.OpenAsync([_table], default);
            var isWhole = length == after.Length;
            Assert.That(await ValuesAsync(tier), Is.EqualTo(isWhole ? Values(count, -2m) : Values(15, 1.5m)), $"cut at {length} of {after.Length}");
            Assert.That(await tier.ReadPositionAsync(Journal, default), Is.EqualTo(1));
            await tier.ApplyAsync(Batch(1, Replace(count, -2m)), default);
            Assert.That(await ValuesAsync(tier), Is.EqualTo(Values(count, -2m)));
        }
    }

    [Test]
    public async Task TheVeryFirstBatchIsThereAsAWholeOrNotAtAll()
    {
        var disk = new FaultyStorage();
        await ApplyAsync(disk, null, Replace(15, 1.5m));
        var after = disk.Snapshot()[FileName];
        var header = after.AsSpan().IndexOf((byte)'\n') + 1;
        for (var length = header; length <= after.Length; length++)
        {
            await using var tier = new FileTier(FaultyStorage.Of(new Dictionary<string, byte[]> { [FileName] = after[..length] }));
            await tier.OpenAsync([_table], default);
            Assert.That(await ValuesAsync(tier), Is.EqualTo(Values(length == after.Length ? 15 : 0, 1.5m)));
        }
    }

    /// <summary>A power cut may keep the end of what was written and lose the beginning.</summary>
    [Test]
    public async Task ABatchWithHolesIsNone()
    {
        var disk = new FaultyStorage();
        await ApplyAsync(disk, null, Replace(15, 1.5m));
        var before = disk.Snapshot();
        await ApplyAsync(disk, 1, Replace(15, -2m));
        var after = disk.Snapshot()[FileName];
        for (var hole = before[FileName].Length; hole < after.Length; hole++)
        {
            var holed = (byte[])after.Clone();
            holed.AsSpan(hole, Math.Min(30, holed.Length - hole)).Clear();
            before[FileName] = holed;
            var torn = FaultyStorage.Of(before);
            await using var tier = new FileTier(torn);
            await tier.OpenAsync([_table], default);
            Assert.That(await ValuesAsync(tier), Is.EqualTo(Values(15, 1.5m)), $"hole at {hole}");
            Assert.That(torn[FileName].Bytes, Has.Length.EqualTo(disk.Snapshot()[FileName].Length - (after.Length - BatchStart(after))));
        }
    }

    private static int BatchStart(byte[] bytes)
    {
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        return text.IndexOf('\n', text.IndexOf("$commit", StringComparison.Ordinal)) + 1;
    }

    private static string[] Values(int count, decimal value) => [.. Enumerable.Range(0, count).Select(minute => $"{minute}={Value.Of(value)}")];

    private static TierBatch Batch(long? expected, TableBatch table) => new(Journal, expected, (expected ?? 0) + 1, [table]);

    private TableBatch Replace(int count, decimal value) => new(
        _table,
        [new Filter(new Condition(_part, Comparison.Equal, Value.Of("a")))],
        Rows.Of(_table, [.. Enumerable.Range(0, count).Select(minute => new[] { Value.Of("a"), Value.Of((long)minute), Value.Of(value) })]));

    private async Task ApplyAsync(FaultyStorage disk, long? expected, TableBatch table)
    {
        await using var tier = new FileTier(disk);
        await tier.OpenAsync([_table], default);
        await tier.ApplyAsync(Batch(expected, table), default);
    }

    private async Task<string[]> ValuesAsync(FileTier tier) =>
        [.. (await tier.QueryAsync(new Query(_table), default)).Rows.Select(row => $"{row[_minute]}={row[_value]}")];
}
