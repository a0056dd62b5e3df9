using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using TradePersist.Tests.Support;
using TradePersist.Tests.Tiers.Postgres;

namespace TradePersist.Tests.Outages;

/// <summary>A PostgreSQL server of a test's own, to kill. <c>eng/servers.sh</c> knows how it is started.</summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private const string Variable = "TRADEPERSIST_TEST_POSTGRES";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();

    private PrivatePostgres()
    {
    }

    /// <summary>Where it is. It keeps its port over restarts.</summary>
    public string Url { get; private set; } = "";

    public int Port => new Uri(Url).Port;

    /// <summary>Starts one, where the servers of the tests run.</summary>
    public static async Task<PrivatePostgres> StartAsync()
    {
        TestServers.Url(Variable);
        var server = new PrivatePostgres();
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        var answer = await RunScriptAsync("up", "--folder", _folder.Root, "postgres");
        Url = answer.Split('\n').Single(line => line.Contains(Variable, StringComparison.Ordinal)).Split('\'')[1];
    }

    /// <summary>SIGKILL, after which nothing is flushed and no client is told.</summary>
    public async Task KillAsync()
    {
        using var process = Process.GetProcessById(ReadProcessId());
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>A quick and orderly stop: clients are told.</summary>
    public async Task StopAsync()
    {
        var id = ReadProcessId();
        using var kill = Process.Start("kill", $"-INT {id}");
        await kill.WaitForExitAsync();
        await Until.TrueAsync(() => !Directory.Exists($"/proc/{id}"), "the server has stopped");
    }

    /// <summary>Runs a statement, past every proxy.</summary>
    public Task<string> ExecuteAsync(string sql, string schema = "public") => PostgresProgram.RunAsync(Url, schema, sql);

    public async ValueTask DisposeAsync()
    {
        await RunScriptAsync("down", "--folder", _folder.Root);
        Directory.CreateDirectory(_folder.Root);
        _folder.Dispose();
    }

    private int ReadProcessId() =>
        int.Parse(File.ReadLines(Path.Combine(_folder.Root, "postgres", "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static async Task<string> RunScriptAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(RepositoryFiles.PathOf("eng", "servers.sh"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        Assert.That(process.ExitCode, Is.Zero, await errors);
        return await output;
    }
}
