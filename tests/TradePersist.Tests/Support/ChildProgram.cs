using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using NUnit.Framework;

namespace TradePersist.Tests.Support;

/// <summary>The program in <c>tests/TradePersist.TestChild</c>, in a process of its own.</summary>
internal sealed class ChildProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ChildProgram(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public static ChildProgram Start(string task, string path)
    {
        var program = typeof(ChildProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "TestChild").Value!;
        return new ChildProgram(Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [RepositoryFiles.PathOf(program), task, path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    /// <summary>The next position that it says it is at.</summary>
    public async Task<long> ReadPositionAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var line = await _process.StandardOutput.ReadLineAsync(patience.Token);
        if (line is null)
        {
            Assert.Fail($"The child process ended: {await _errors}");
        }

        return long.Parse(line!, CultureInfo.InvariantCulture);
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed. Returns the last position that it had said.</summary>
    public async Task<long> KillAsync(long last)
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        for (var line = await _process.StandardOutput.ReadLineAsync(); line is not null; line = await _process.StandardOutput.ReadLineAsync())
        {
            last = long.TryParse(line, CultureInfo.InvariantCulture, out var position) ? position : last;
        }

        return last;
    }

    /// <summary>Lets it end by itself.</summary>
    public async Task EndAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.WaitForExitAsync();
        Assert.That(_process.ExitCode, Is.Zero, await _errors);
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
