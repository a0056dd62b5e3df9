using System.Diagnostics;
using NUnit.Framework;

namespace TradePersist.Tests.Support;

/// <summary>A real file system of 6 MiB; needs the right to mount one, and ignores the test without it.</summary>
internal sealed class SmallFileSystem : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private SmallFileSystem()
    {
    }

    public string Root => _folder.Root;

    public static async Task<SmallFileSystem> MountAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("Mounting a small file system is only known on Linux.");
        }

        var system = new SmallFileSystem();
        if (await RunAsync("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", system.Root) != 0)
        {
            system._folder.Dispose();
            Assert.Ignore("This user may not mount a file system.");
        }

        return system;
    }

    /// <summary>Makes it 64 MiB.</summary>
    public Task GrowAsync() => RunAsync("mount", "-o", "remount,size=64m", Root);

    /// <summary>Makes it a user's, where this process is not that user's.</summary>
    public Task GiveToAsync(string user) => Environment.IsPrivilegedProcess ? RunAsync("chown", user, Root) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", Root);
        _folder.Dispose();
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
