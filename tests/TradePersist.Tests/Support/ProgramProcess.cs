using System.Diagnostics;
using System.Reflection;

namespace TradePersist.Tests.Support;

/// <summary>A program of this repository as its user runs it: a process of its own.</summary>
internal sealed class ProgramProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private ProgramProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <param name="name">Of the assembly metadata that tells where it was built.</param>
    /// <param name="folder">Its working directory.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProgramProcess Start(string name, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var program = typeof(ProgramProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == name).Value!;
        start.ArgumentList.Add(RepositoryFiles.PathOf(program));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new ProgramProcess(Process.Start(start)!);
    }

    public static async Task<ProgramRun> RunAsync(string name, string folder, params string[] arguments)
    {
        using var process = Start(name, folder, arguments);
        return await process.EndAsync();
    }

    public int Id => _process.Id;

    public void Kill() => _process.Kill();

    /// <summary>What Ctrl+C does.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", $"-INT {_process.Id}");
        await kill.WaitForExitAsync();
    }

    public async Task<ProgramRun> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return new ProgramRun(_process.ExitCode, await _output, await _errors);
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
