using System.Diagnostics;
using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.DuckDb;

internal sealed class DuckDbFileTests : DuckDbTestBase
{
    [Test]
    public async Task AFileThatAnotherProcessHoldsIsNamedAndHealsWhenItIsReleased()
    {
        using var other = ChildProcess.Start<LedgerTask>(LedgerTask.Hold, DatabasePath);
        await other.ReadNumberAsync();

        var error = (await Assert.CatchAsync<DuckDbFileException>(() => OpenAsync()))!;
        Assert.That(error.Message, Does.Contain(DatabasePath).And.Contains("another process").And.Contains($"{other.Id}"));
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Transient));

        await other.ReleaseAsync();
        Assert.That((await other.EndAsync()).ExitCode, Is.Zero);
        await OpenAsync();
        await ApplyAsync(Kinds.Row(1), null, 1);
        Assert.That(await ReadAllAsync(Kinds.Table), Has.Count.EqualTo(1));
    }

    [TestCase("")]
    [TestCase("short")]
    [TestCase("this is text, and no database at all, however long it may go on: it is text, text, text")]
    public async Task AFileThatIsNoDatabaseIsLeftAlone(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        await File.WriteAllTextAsync(DatabasePath, content);
        var error = (await Assert.CatchAsync<DuckDbFileException>(() => OpenAsync()))!;
        Assert.That(error.Message, Does.Contain(DatabasePath).And.Contains("no DuckDB database"));
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
        Assert.That(await File.ReadAllTextAsync(DatabasePath), Is.EqualTo(content));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(DatabasePath)!), Has.Length.EqualTo(1));
    }

    [TestCase(0, Description = "the checksum of the header")]
    [TestCase(12, Description = "the version of the format")]
    [TestCase(4096 + 9, Description = "both database headers")]
    [TestCase(12288 + 100, Description = "the first block")]
    public async Task ADamagedDatabaseIsNamedAndLeftAlone(int offset)
    {
        await OpenAsync();
        await ApplyAsync(Kinds.Random(new Random(3), 2000), null, 1);
        await Tier.DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(DatabasePath);
        foreach (var place in offset is > 4096 and < 8192 ? [offset, offset + 4096] : new[] { offset })
        {
            bytes.AsSpan(place, 8).Fill(0xEE);
        }

        await File.WriteAllBytesAsync(DatabasePath, bytes);
        await using var tier = NewTier();
        var error = (await Assert.CatchAsync<DuckDbFileException>(() => tier.OpenAsync([new KindsTable().Table], default)))!;
        Assert.That(error.Message, Does.Contain(DatabasePath));
        Assert.That(tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
        Assert.That(await File.ReadAllBytesAsync(DatabasePath), Is.EqualTo(bytes));
    }

    [Test]
    public async Task AFolderThatCannotBeWrittenMayHeal()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "data"), "a file where the folder should be");
        var error = (await Assert.CatchAsync(() => OpenAsync()))!;
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Transient));
        File.Delete(Path.Combine(Folder, "data"));
        await OpenAsync();
    }

    [Test]
    public async Task DisposingClosesTheFileAndTakesTheLogAway()
    {
        for (var round = 1; round <= 5; round++)
        {
            await using var tier = NewTier();
            await tier.OpenAsync([Kinds.Table], default);
            await tier.ApplyAsync(new TierBatch(Journal, round == 1 ? null : round - 1, round, [new TableBatch(Kinds.Table, [], Kinds.Row(round))]), default);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tier.QueryAsync(new Query(Kinds.Table), default)));
            await tier.DisposeAsync();
            Assert.That(Directory.GetFileSystemEntries(Path.GetDirectoryName(DatabasePath)!), Is.EqualTo(new[] { DatabasePath }));
            Assert.That(() => tier.QueryAsync(new Query(Kinds.Table), default), Throws.TypeOf<ObjectDisposedException>());
        }

        using var other = ChildProcess.Start<LedgerTask>(LedgerTask.Hold, DatabasePath);
        Assert.That(await other.ReadNumberAsync(), Is.Zero, "another process can have it at once");
        await other.ReleaseAsync();
        Assert.That((await other.EndAsync()).ExitCode, Is.Zero);
        await OpenAsync();
        Assert.That(await ReadAllAsync(Kinds.Table), Has.Count.EqualTo(5));
    }

    [Test]
    public async Task NoMemoryStaysBehind()
    {
        await OpenAsync();
        await Tier.DisposeAsync();
        var before = 0L;
        for (var round = 0; round < 60; round++)
        {
            await using var tier = NewTier();
            await tier.OpenAsync([new KindsTable().Table], default);
            for (var i = 0; i < 20; i++)
            {
                await tier.ReadPositionAsync(Journal, default);
            }

            await tier.DisposeAsync();
            if (round == 20)
            {
                before = Resident();
            }
        }

        // An instance of DuckDB that is not let go, or the statements and answers of a life, are some megabytes each.
        Assert.That(Resident() - before, Is.LessThan(100L << 20));
    }

    [Test]
    public async Task AFileThatWasTakenAwayIsNotWrittenToUnderItsOldName()
    {
        await OpenAsync();
        await ApplyAsync(Kinds.Row(1), null, 5);
        await ReadAllAsync(Kinds.Table);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(DatabasePath)!))
        {
            File.Delete(file);
        }

        var refusal = await Assert.CatchAsync(() => ReadAllAsync(Kinds.Table));
        Assert.That(Tier.Classify(refusal!), Is.EqualTo(FailureKind.Transient), "no rows would be a lie");
        Assert.That(File.Exists(DatabasePath), Is.False);
        Assert.That(() => ApplyAsync(Kinds.Row(2), 5, 6), Throws.TypeOf<PositionConflictException>());
        Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.Null);
        await ApplyAsync(Kinds.Row(2), null, 6);
        Assert.That((await ReadAllAsync(Kinds.Table)).Single()[Kinds.Id].AsInt64(), Is.EqualTo(2));
    }

    [Test]
    public async Task TwoFilesWhosePathsDifferInCaseOnlyAreNeverTakenForOne()
    {
        await OpenAsync();
        var other = Path.Combine(Path.GetDirectoryName(DatabasePath)!, "BOT.db");
        await using var tier = new DuckDbTier(new DuckDbOptions { Path = other });
        try
        {
            await tier.OpenAsync([new KindsTable().Table], default);
        }
        catch (NotSupportedException refusal)
        {
            Assert.That(refusal.Message, Does.Contain(other));
            Assert.That(tier.Classify(refusal), Is.EqualTo(FailureKind.Fatal));
            return;
        }

        await tier.ApplyAsync(new TierBatch(Journal, null, 1, [new TableBatch(Kinds.Table, [], Kinds.Row(1))]), default);
        Assert.That(await ReadAllAsync(Kinds.Table), Is.Empty);
    }

    [Test]
    public async Task TheSizeIsThatOfTheFileAndItsLog()
    {
        await OpenAsync();
        await ApplyAsync(Kinds.Random(new Random(1), 100), null, 1);
        var (file, log) = (new FileInfo(DatabasePath), new FileInfo(DatabasePath + ".wal"));
        Assert.That(log.Length, Is.GreaterThan(0));
        Assert.That(await Tier.GetSizeAsync(default), Is.EqualTo(file.Length + log.Length));
        await using var memory = new DuckDbTier(new DuckDbOptions { Path = DuckDbOptions.InMemory });
        var kinds = new KindsTable();
        await memory.OpenAsync([kinds.Table], default);
        await memory.ApplyAsync(new TierBatch(Journal, null, 1, [new TableBatch(kinds.Table, [], kinds.Random(new Random(1), 5000))]), default);
        Assert.That(await memory.GetSizeAsync(default), Is.GreaterThan(0));
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
