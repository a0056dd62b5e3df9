using NUnit.Framework;
using TradePersist.Journal;
using TradePersist.Journal.Storage;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Journal;

/// <summary>A real small file system that fills up; needs the right to mount one.</summary>
public class DiskFullTests
{
    [Test]
    public async Task AFullFileSystemRefusesRecordsAndTheyResumeWhenThereIsRoom()
    {
        await using var system = await SmallFileSystem.MountAsync();
        await FillAndFreeAsync(system.Root);
    }

    private static async Task FillAndFreeAsync(string root)
    {
        var options = new JournalOptions { SegmentBytes = 1 << 20 };
        var directory = Path.Combine(root, "journal");
        var ballast = Path.Combine(root, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[2 << 20]);
        long last;
        await using (var journal = await JournalHarness.OpenAsync(new DiskJournalStorage(directory), options))
        {
            JournalFullException? refusal = null;
            while (refusal is null)
            {
                try
                {
                    await journal.AddAsync(journal.LastLsn + 1, 10_000);
                }
                catch (JournalFullException e)
                {
                    refusal = e;
                }
            }
            Assert.Multiple(() =>
            {
                Assert.That(refusal.Reason, Is.EqualTo(JournalFullReason.DiskFull));
                Assert.That(journal.IsFull);
                Assert.That(journal.IsPoisoned, Is.False);
                Assert.That(journal.LastLsn, Is.GreaterThan(200), "all that fits was taken");
                Assert.That(Directory.GetFiles(directory, "*.spare"), Is.Empty, "nothing half-made is left");
            });
            await Assert.ThrowsAsync<JournalFullException>(() => journal.AddAsync(journal.LastLsn + 1, 10_000));
            File.Delete(ballast);
            for (var i = 0; i < 150; i++)
            {
                await journal.AddAsync(journal.LastLsn + 1, 10_000);
            }
            Assert.That(journal.IsFull, Is.False);
            last = journal.LastLsn;
        }
        await using var reopened = await JournalHarness.OpenAsync(new DiskJournalStorage(directory), options);
        Assert.That(reopened.Recovery.Torn, Is.Null);
        Assert.That(await reopened.ReadKeysAsync(), Is.EqualTo(JournalHarness.Keys(last)));
    }

    /// <summary>The file system fills between the look at its free space and the write: the write itself says so.</summary>
    [Test]
    public async Task AWriteThatMeetsAFullFileSystemIsTyped()
    {
        await using var system = await SmallFileSystem.MountAsync();
        using var file = DiskJournalFile.Open(Path.Combine(system.Root, "file"), FileMode.CreateNew);
        Assert.Throws<StorageFullException>(() => file.Write(0, new byte[8 << 20]));
    }
}
