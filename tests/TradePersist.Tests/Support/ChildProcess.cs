using System.Diagnostics;
using NUnit.Framework;

namespace TradePersist.Tests.Support;

/// <summary>This assembly as a process of its own; see <see cref="ChildProgram"/>. Killed at the end at the latest.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    public ChildProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(ChildProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The next line of its output; fails when it ends instead.</summary>
    public async Task<string> ReadLineAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync();
        if (line is null)
        {
            Assert.Fail($"The child ended: {await _errors}");
        }

        return line!;
    }

    /// <summary>SIGKILL; returns the whole lines that it had still written.</summary>
    public async Task<IReadOnlyList<string>> KillAsync()
    {
        Assert.That(_process.HasExited, Is.False, "the child has ended by itself");
        _process.Kill();
        var rest = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return rest.Split('\n')[..^1];
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
