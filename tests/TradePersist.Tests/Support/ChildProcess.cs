using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;

namespace TradePersist.Tests.Support;

/// <summary>This test assembly as a program of its own, that runs one <see cref="IChildTask"/>.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ChildProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public static ChildProcess Start<TTask>(params IReadOnlyList<string> arguments)
        where TTask : IChildTask
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { typeof(ChildProcess).Assembly.Location, typeof(TTask).FullName! }.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>The next line that the task writes; null at its end.</summary>
    public async Task<string?> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _process.StandardOutput.ReadLineAsync(patience.Token);
    }

    /// <summary>The next number that the task writes, as positions are told; fails when it ends instead.</summary>
    public async Task<long> ReadNumberAsync()
    {
        var line = await ReadLineAsync();
        if (line is null)
        {
            Assert.Fail($"The child process ended: {await _errors}");
        }

        return long.Parse(line!, CultureInfo.InvariantCulture);
    }

    /// <summary>Ends the task's wait for a line of input.</summary>
    public Task ReleaseAsync() => _process.StandardInput.WriteLineAsync();

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Kills it at its work. Returns the last number it had written, the given one if it wrote none since.</summary>
    public async Task<long> KillAsync(long last)
    {
        Assert.That(_process.HasExited, Is.False, "the child process has ended by itself");
        Kill();
        while (await ReadLineAsync() is { } line)
        {
            // The kill may have torn the last line; a number that lost digits is smaller.
            last = long.TryParse(line, CultureInfo.InvariantCulture, out var number) ? Math.Max(last, number) : last;
        }

        await EndAsync();
        return last;
    }

    /// <summary>Waits for the end: 0 when the task ended by itself, 137 when it was killed. What else it may be, the errors say.</summary>
    public async Task<(int ExitCode, string Errors)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
