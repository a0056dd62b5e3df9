using System.Diagnostics;
using NUnit.Framework;

namespace TradePersist.Tests.Tiers.Sqlite;

/// <summary>Another program with a SQLite of its own: the system's Python.</summary>
internal static class ForeignProgram
{
    public static async Task<string> RunAsync(string script, params IReadOnlyList<string> arguments)
    {
        using var process = Start(script, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, await errors);
        return (await output).Trim();
    }

    public static Process Start(string script, params IReadOnlyList<string> arguments)
    {
        if (!File.Exists("/usr/bin/python3") && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Ignore("There is no python3 here.");
        }

        return Process.Start(new ProcessStartInfo("python3", ["-c", script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
    }
}
