using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;

namespace TradePersist.TestKit;

/// <summary>
/// <see cref="ChildProgram"/> as a process. It runs with the dependencies of the assembly that the fixture is of, which
/// are there because a test project is built as a program.
/// </summary>
internal sealed class KilledChild : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly Task<string> _errors;

    private KilledChild(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it; it kills itself at a step, or never for 0.</summary>
    public static KilledChild Start(Type fixture, string store, int step)
    {
        var program = Path.ChangeExtension(fixture.Assembly.Location, null);
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "exec", "--depsfile", $"{program}.deps.json", "--runtimeconfig", $"{program}.runtimeconfig.json", typeof(ChildProgram).Assembly.Location,
            fixture.Assembly.FullName!, fixture.FullName!, store, step.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new KilledChild(Process.Start(start)!);
    }

    /// <summary>The next replace that it says is done; fails when it ends instead.</summary>
    public async Task<long> ReadAsync()
    {
        if (await ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            return long.Parse(line, CultureInfo.InvariantCulture);
        }

        Assert.Fail($"The child process ended: {await _errors.ConfigureAwait(false)}");
        return 0;
    }

    /// <summary>Kills it at its work, without a warning. Returns the last replace that it said was done.</summary>
    public async Task<long> KillAsync(long last)
    {
        Assert.That(_process.HasExited, Is.False, "the child process has ended by itself");
        _process.Kill();
        return await LastAsync(last).ConfigureAwait(false);
    }

    /// <summary>Waits for the process to kill itself. Returns the last replace that it said was done, or the one given.</summary>
    public async Task<long> LastAsync(long last)
    {
        while (await ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            // The kill may have torn the last line; a number that lost digits is smaller.
            last = long.TryParse(line, CultureInfo.InvariantCulture, out var number) ? Math.Max(last, number) : last;
        }

        var errors = await _errors.ConfigureAwait(false);
        Assert.That(errors, Is.Empty);
        return last;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private async Task<string?> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _process.StandardOutput.ReadLineAsync(patience.Token).ConfigureAwait(false);
    }
}
