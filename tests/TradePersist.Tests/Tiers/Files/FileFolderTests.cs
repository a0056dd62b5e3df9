using System.Diagnostics;
using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>The folder: who may have it, and what must not lead out of it.</summary>
internal sealed class FileFolderTests : FilesTestBase
{
    [Test]
    public async Task ASecondTierIsToldWhoHasTheFolderAndHealsWhenThatOneIsClosed()
    {
        await OpenAsync();
        await ApplyAsync(Kinds.Row(1), null, 1);
        await using var second = NewTier();
        var error = (await Assert.CatchAsync(() => second.OpenAsync([Kinds.Table], default)))!;
        Assert.That(second.Classify(error), Is.EqualTo(FailureKind.Transient));
        Assert.That(error.Message, Does.Contain(Folder).And.Contain($"process {Environment.ProcessId} on {Environment.MachineName}"));
        await Tier.DisposeAsync();
        await second.OpenAsync([Kinds.Table], default);
        Assert.That((await second.QueryAsync(new Query(Kinds.Table), default)).Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task AnOwnerInAnotherProcessIsRespectedUntilItDies()
    {
        Directory.CreateDirectory(Folder);
        var path = PathOf("files.lock");
        await File.WriteAllTextAsync(path, "4711\n2026-01-02T03:04:05.0000000Z\nelsewhere\n");
        using var other = Process.Start(new ProcessStartInfo("flock", ["--exclusive", path, "sh", "-c", "echo locked; read line"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.That(await other.StandardOutput.ReadLineAsync(), Is.EqualTo("locked"));
        var error = (await Assert.CatchAsync(OpenAsync))!;
        Assert.That(error.Message, Does.Contain("process 4711 on elsewhere, started 2026-01-02 03:04:05Z"));
        other.StandardInput.Close();
        await other.WaitForExitAsync();
        await OpenAsync();
    }

    [TestCase("kinds.jsonl")]
    [TestCase("journal-positions.json")]
    [TestCase("files.lock")]
    public async Task AFileThatIsALinkIsRefused(string name)
    {
        Directory.CreateDirectory(Folder);
        var elsewhere = Path.Combine(Folder, "..", "elsewhere");
        await File.WriteAllTextAsync(elsewhere, "theirs");
        File.CreateSymbolicLink(PathOf(name), elsewhere);
        var error = await RefusedAsync<NotSupportedException>();
        Assert.That(error.Message, Does.Contain(PathOf(name)).And.Contain(elsewhere));
        Assert.That(await File.ReadAllTextAsync(elsewhere), Is.EqualTo("theirs"));
    }

    [Test]
    public async Task ALeftoverThatIsALinkIsRemovedAndNotFollowed()
    {
        Directory.CreateDirectory(Folder);
        var elsewhere = Path.Combine(Folder, "..", "elsewhere");
        await File.WriteAllTextAsync(elsewhere, "theirs");
        File.CreateSymbolicLink(PathOf("kinds.jsonl.tmp"), elsewhere);
        File.CreateSymbolicLink(PathOf("journal-positions.json.tmp"), elsewhere);
        await OpenAsync();
        await ApplyAsync(Kinds.Row(1), null, 1);
        Assert.That(await File.ReadAllTextAsync(elsewhere), Is.EqualTo("theirs"));
        Assert.That(Directory.GetFiles(Folder).Select(Path.GetFileName), Is.EquivalentTo(new[] { "kinds.jsonl", "journal-positions.json", "files.lock" }));
    }

    [Test]
    public async Task NamesThatLeadElsewhereAreNone()
    {
        Assert.That(() => new KindsTable("../kinds"), Throws.ArgumentException, "the model knows no such table");
        Assert.That(() => new KindsTable("Kinds"), Throws.ArgumentException, "nor two that differ by case");
        Kinds = new KindsTable("nul");
        Directory.CreateDirectory(Folder);
        Assert.That((await RefusedAsync<NotSupportedException>()).Message, Does.Contain("'nul'"));
    }

    [Test]
    public async Task AFileIsNoFolder()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
        await File.WriteAllTextAsync(Folder, "");
        var error = (await Assert.CatchAsync<NotSupportedException>(OpenAsync))!;
        Assert.That((error.Message, Tier.Classify(error)), Is.EqualTo(($"'{Folder}' is a file, not a folder.", FailureKind.Fatal)));
    }

    [TestCase(" ")]
    [TestCase("a\0b")]
    public void AFolderIsAPath(string path)
    {
        var options = new FileTierOptions { Path = path };
        Assert.That(options.Validate(), Has.Count.EqualTo(1));
        Assert.That(() => new FileTier(options), Throws.ArgumentException);
    }

    [Test]
    public void WithoutAPathTheDataFolderSaysWhere()
    {
        Assert.That(new FileTierOptions().Validate(), Is.Empty);
        Assert.That(() => new FileTier(new FileTierOptions()), Throws.ArgumentException, "which a tier of one's own must");
    }

    [Test]
    public async Task WhatIsClosedSaysSo()
    {
        Assert.That(() => ReadAllAsync(Kinds.Table), Throws.InvalidOperationException, "it was not opened yet");
        await OpenAsync();
        Assert.That(() => ReadAllAsync(new KindsTable("other").Table), Throws.ArgumentException);
        await Tier.DisposeAsync();
        Assert.That(() => ReadAllAsync(Kinds.Table), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => ApplyAsync(Kinds.Row(1), null, 1), Throws.TypeOf<ObjectDisposedException>());
        await Tier.DisposeAsync();
    }

    [Test]
    public void FailuresAreToldApartByTheirType() => Assert.Multiple(() =>
    {
        Assert.That(Tier.Classify(new IOException()), Is.EqualTo(FailureKind.Transient));
        Assert.That(Tier.Classify(new DirectoryNotFoundException()), Is.EqualTo(FailureKind.Transient));
        Assert.That(Tier.Classify(new OperationCanceledException()), Is.EqualTo(FailureKind.Transient));
        Assert.That(Tier.Classify(new UnauthorizedAccessException()), Is.EqualTo(FailureKind.Transient), "on Windows, a reader can be in the way");
        Assert.That(Tier.Classify(new ObjectDisposedException("")), Is.EqualTo(FailureKind.Fatal));
        Assert.That(Tier.Classify(new OverflowException()), Is.EqualTo(FailureKind.Permanent));
    });
}
