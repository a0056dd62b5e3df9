using System.Diagnostics;
using NUnit.Framework;
using TradePersist.Journal;
using TradePersist.Journal.Storage;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Journal;

public class OwnerTests
{
    [Test]
    public async Task ASecondOwnerInThisProcessIsRefusedAndToldWhoHasIt()
    {
        using var folder = new TempFolder();
        await using (await JournalHarness.OpenAsync(new DiskJournalStorage(folder.Root)))
        {
            var refusal = await Assert.ThrowsAsync<JournalInUseException>(() => JournalHarness.OpenAsync(new DiskJournalStorage(folder.Root)));
            using var process = Process.GetCurrentProcess();
            Assert.Multiple(() =>
            {
                Assert.That(refusal!.OwnerProcessId, Is.EqualTo(Environment.ProcessId));
                Assert.That(refusal.OwnerStarted, Is.EqualTo(new DateTimeOffset(process.StartTime)).Within(TimeSpan.FromSeconds(1)));
                Assert.That(refusal.OwnerMachine, Is.EqualTo(Environment.MachineName));
            });
        }
        await using var free = await JournalHarness.OpenAsync(new DiskJournalStorage(folder.Root));
    }

    [Test]
    public async Task AnOwnerInAnotherProcessIsRespectedUntilItDies()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Root, "journal.lock");
        await File.WriteAllTextAsync(path, "4711\n2026-01-02T03:04:05.0000000Z\nelsewhere\n");
        using var other = Start("flock", ["--exclusive", path, "sh", "-c", "echo locked; read line"]);
        Assert.That(await other.StandardOutput.ReadLineAsync(), Is.EqualTo("locked"));
        var refusal = await Assert.ThrowsAsync<JournalInUseException>(() => JournalHarness.OpenAsync(new DiskJournalStorage(folder.Root)));
        Assert.That(refusal!.OwnerProcessId, Is.EqualTo(4711));
        Assert.That(refusal.Message, Does.Contain("4711").And.Contain("elsewhere").And.Contain("2026-01-02 03:04:05Z"));
        other.StandardInput.Close();
        await other.WaitForExitAsync();
        await using var free = await JournalHarness.OpenAsync(new DiskJournalStorage(folder.Root));
    }

    [Test]
    public async Task ALockFileWithoutARecordIsNoOwner()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "journal.lock"), "junk");
        await using var journal = await JournalHarness.OpenAsync(new DiskJournalStorage(folder.Root));
        await journal.AddAsync(1);
    }

    private static Process Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Assert.Ignore($"{program} is not on this machine: {e.Message}");
            throw;
        }
    }
}
