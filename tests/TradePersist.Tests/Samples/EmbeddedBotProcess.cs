using System.Diagnostics;
using System.Reflection;

namespace TradePersist.Tests.Samples;

/// <summary>The sample as its user runs it: a process of its own, in a folder that holds nothing else.</summary>
internal sealed class EmbeddedBotProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private EmbeddedBotProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static EmbeddedBotProcess Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var program = typeof(EmbeddedBotProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "EmbeddedBot").Value!;
        start.ArgumentList.Add(RepositoryFiles.PathOf(program));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new EmbeddedBotProcess(Process.Start(start)!);
    }

    public static async Task<BotRun> RunAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        return await process.EndAsync();
    }

    public void Kill() => _process.Kill();

    /// <summary>What Ctrl+C does.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", $"-INT {_process.Id}");
        await kill.WaitForExitAsync();
    }

    public async Task<BotRun> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return new BotRun(_process.ExitCode, await _output, await _errors);
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
