using NUnit.Framework;
using TradePersist.Journal.Storage;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>A real small file system that fills up.</summary>
internal sealed class FileDiskFullTests
{
    private static readonly Guid Journal = Guid.CreateVersion7();

    [Test]
    public async Task AFullFileSystemRefusesABatchWhollyAndItGoesThroughWhenThereIsRoom()
    {
        await using var system = await SmallFileSystem.MountAsync();
        var ballast = Path.Combine(system.Root, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[2 << 20]);
        var (kinds, second) = (new KindsTable(), new KindsTable("second"));
        var options = new FileTierOptions { Path = Path.Combine(system.Root, "files") };
        await using var tier = new FileTier(options);
        await tier.OpenAsync([kinds.Table, second.Table], default);
        var position = 0;
        Exception? refusal = null;
        while (refusal is null)
        {
            try
            {
                await tier.ApplyAsync(BatchAt(position), default);
                position++;
            }
            catch (IOException e)
            {
                refusal = e;
            }
        }

        Assert.That(refusal, Is.TypeOf<StorageFullException>());
        Assert.That(tier.Classify(refusal), Is.EqualTo(FailureKind.Transient));
        Assert.That(position, Is.GreaterThan(20), "all that fits was taken");
        await ExpectAsync(tier);
        for (var i = 0; i < 5; i++)
        {
            Assert.That(() => tier.ApplyAsync(BatchAt(position), default), Throws.TypeOf<StorageFullException>());
        }

        Assert.That(await File.ReadAllTextAsync(Path.Combine(options.Path, "kinds.jsonl")), Does.EndWith($"\"lsn\":{position}}}}}\n"), "what was half written is cut off");
        Assert.That(Directory.GetFiles(options.Path, "*.tmp"), Is.Empty);

        File.Delete(ballast);
        await tier.ApplyAsync(BatchAt(position++), default);
        await ExpectAsync(tier);
        await tier.DisposeAsync();
        await using var again = new FileTier(options);
        await again.OpenAsync([kinds.Table, second.Table], default);
        Assert.That(await again.ReadPositionAsync(Journal, default), Is.EqualTo(position));
        await ExpectAsync(again);

        TierBatch BatchAt(int at) => new(Journal, at == 0 ? null : at, at + 1,
        [
            new TableBatch(second.Table, [], second.Row(at)),
            new TableBatch(kinds.Table, [], kinds.Row(at, (kinds.Blob, Value.Of(new byte[60_000])))),
        ]);

        async Task ExpectAsync(FileTier tier)
        {
            foreach (var table in new[] { kinds.Table, second.Table })
            {
                var rows = (await tier.QueryAsync(new Query(table), default)).Rows;
                Assert.That(rows.Select(row => row[table.Key[0]].AsInt64()), Is.EqualTo(Enumerable.Range(0, position).Select(i => (long)i)));
            }
        }
    }
}
