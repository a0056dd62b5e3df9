using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using TradePersist.Control;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Control;

/// <summary>The socket itself: where it is, who may use it, and that the store does not depend on it.</summary>
public class ControlSocketTests
{
    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win", Reason = "has no modes")]
    public async Task OnlyTheOwnerMayUseItAndItIsGoneWithTheStore()
    {
        await using var bench = await ControlBench.OpenAsync();
        var path = ControlBench.SocketOf(bench.Journal);
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));

        await bench.Store.StopAsync();
        Assert.That(File.Exists(path), Is.False);
        Assert.That(await RunningStore.FindAsync(bench.Journal), Is.Null);
    }

    [Test]
    public async Task WhatADeadProcessLeftIsReplaced()
    {
        using var folder = new TempFolder();
        var journal = Directory.CreateDirectory(ControlBench.JournalIn(folder)).FullName;
        LeaveStaleSocket(journal);
        Assert.That(await RunningStore.FindAsync(journal), Is.Null, "nobody listens there");

        await using var store = await OpenAsync(journal);
        var running = await RunningStore.FindAsync(journal);
        Assert.That((await running!.GetHealthAsync()).Journal.Id, Is.EqualTo(store.GetHealth().Journal.Id));
    }

    [Test]
    public async Task AFolderWithALongNameHasOneTooAndNothingStaysInTheTemporaryFolder()
    {
        using var folder = new TempFolder();
        var journal = folder[string.Join('/', Enumerable.Repeat(new string('j', 60), 4))];
        var before = Leftovers();
        await using (var store = await OpenAsync(journal))
        {
            var running = await RunningStore.FindAsync(journal);
            Assert.That((await running!.GetHealthAsync()).Journal.Id, Is.EqualTo(store.GetHealth().Journal.Id));
            Assert.That(File.Exists(ControlBench.SocketOf(journal)), Is.True);
        }

        Assert.That(File.Exists(ControlBench.SocketOf(journal)), Is.False);
        Assert.That(Leftovers(), Is.SubsetOf(before));
    }

    [Test]
    public async Task EachOfTwoStoresAnswersForItself()
    {
        await using var one = await ControlBench.OpenAsync();
        await using var other = await ControlBench.OpenAsync();
        await one.FillAsync(1);

        Assert.That((await (await one.FindAsync()).GetHealthAsync()).Journal.Id, Is.EqualTo(one.Store.GetHealth().Journal.Id));
        Assert.That((await (await other.FindAsync()).GetHealthAsync()).Journal.LastLsn, Is.Zero);
    }

    [Test]
    public async Task ItCanBeTurnedOffInCodeAndInConfiguration()
    {
        await using var off = await ControlBench.OpenAsync(builder => builder.Options.ControlSocket = false);
        await using var configured = await ControlBench.OpenAsync(builder =>
            builder.Bind(new ConfigurationBuilder().AddInMemoryCollection([new("ControlSocket", "false")]).Build()));

        Assert.That(File.Exists(ControlBench.SocketOf(off.Journal)), Is.False);
        Assert.That(File.Exists(ControlBench.SocketOf(configured.Journal)), Is.False);
    }

    [Test]
    public async Task AJournalInMemoryHasNone()
    {
        var log = new LogBook();
        await using var store = await TradePersistence.OpenAsync(
            builder => builder.UseInMemoryJournal().AddTier("a", new StoreTier(), _ => [], (tier, _) => tier),
            log);

        Assert.That(log.Ids, Has.None.InRange(1200, 1299));
        Assert.That(Directory.Exists("data"), Is.False);
    }

    [Test]
    public async Task WhereItCannotBeOpenedTheLogSaysSoOnceAndTheStoreGoesOn()
    {
        using var folder = new TempFolder();
        var journal = ControlBench.JournalIn(folder);
        Directory.CreateDirectory(Path.Combine(ControlBench.SocketOf(journal), "in the way"));
        var log = new LogBook();
        await using var store = await TradePersistence.OpenAsync(
            builder => builder.UseJournal(journal).AddTier("a", new StoreTier(), _ => [], (tier, _) => tier),
            log);
        await store.Candles.SaveAsync(Bars.One(0));

        Assert.That(await store.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);
        Assert.That(log.Ids.Where(id => id is >= 1200 and < 1300), Is.EqualTo(new[] { 1201 }));
    }

    [Test]
    public async Task AStoreThatHangsOrIsNoStoreIsNoSilence()
    {
        using var folder = new TempFolder();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(ControlBench.SocketOf(folder.Root)));
        listener.Listen();
        var running = await RunningStore.FindAsync(folder.Root);
        (await listener.AcceptAsync()).Dispose();

        var asked = running!.GetHealthAsync();
        using (var client = await listener.AcceptAsync())
        {
            await client.SendAsync("HTTP/1.1 400 Bad Request\r\n"u8.ToArray());
        }

        var refusal = await Assert.ThrowsAsync<StoreControlException>(() => asked);
        Assert.That(refusal!.Message, Does.Contain(folder.Root));
    }

    [Test]
    public async Task AStoreThatIsKilledBeforeItAnsweredIsToldApartFromOneThatAnswers()
    {
        using var folder = new TempFolder();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(ControlBench.SocketOf(folder.Root)));
        listener.Listen();
        var running = await RunningStore.FindAsync(folder.Root);
        (await listener.AcceptAsync()).Dispose();

        var asked = running!.VerifyAsync("a", "b");
        (await listener.AcceptAsync()).Dispose();
        await Assert.ThrowsAsync<StoreControlException>(() => asked);

        listener.Dispose();
        await Assert.ThrowsAsync<StoreControlException>(() => running.GetHealthAsync());
    }

    private static Task<TradePersistence> OpenAsync(string journal) =>
        ChainBench.OpenAsync(builder => builder.UseJournal(journal), ("a", new StoreTier(), TierRole.Required));

    private static List<string> Leftovers() => [.. Directory.EnumerateFileSystemEntries(Path.GetTempPath(), "tp-*")];

    // The runtime removes the file of a socket that is closed; a killed process does not.
    private static void LeaveStaleSocket(string journal)
    {
        var path = ControlBench.SocketOf(journal);
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            File.Move(path, path + ".kept");
        }

        File.Move(path + ".kept", path);
    }
}
