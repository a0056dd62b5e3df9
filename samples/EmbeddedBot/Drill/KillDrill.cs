using EmbeddedBot.Report;

namespace EmbeddedBot.Drill;

/// <summary>Kills the bot in the middle of its work, again and again, and holds what is found against what was acknowledged.</summary>
internal sealed class KillDrill(BotOptions options, TimeProvider time)
{
    private const int LongestMilliseconds = 500;
    private const int OpeningMilliseconds = 700;
    private const int OpeningEvery = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DrillFolder _folder = new(options.Data);
    private readonly List<DrillRound> _rounds = [];
    private Market.Dice _dice = new(unchecked((ulong)options.Seed));
    private int _life;

    public static async Task<int> RunAsync(BotOptions options, CancellationToken stop)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        IReadOnlyList<DrillRound> rounds = options.IsDrillCheck ? [] : await new KillDrill(options, time).RunAsync(stop);
        var outcome = await DrillCheck.RunAsync(new DrillFolder(options.Data));
        var report = new DrillReport(options.Seed, options.Writers, time.GetElapsedTime(started).TotalSeconds, rounds, outcome);
        DrillScreen.Print(report);
        if (options.Json is { } json)
        {
            await JsonFile.WriteAsync(json, report);
        }

        return outcome.IsRight ? ExitCode.Done : ExitCode.DrillFailed;
    }

    private async Task<IReadOnlyList<DrillRound>> RunAsync(CancellationToken stop)
    {
        _folder.Renew();
        DrillScreen.Start(options);
        for (var round = 1; round <= options.DrillRounds; round++)
        {
            if (round % OpeningEvery == 0)
            {
                Note(round, await KillWhileOpeningAsync(stop));
            }

            Note(round, await KillWhileWritingAsync(stop));
        }

        return _rounds;
    }

    private void Note(int round, DrillRound killed)
    {
        _rounds.Add(killed);
        DrillScreen.Print(round, options.DrillRounds, killed);
    }

    private async Task<DrillRound> KillWhileWritingAsync(CancellationToken stop)
    {
        var before = _folder.AcknowledgedBytes;
        await using var child = new ChildProcess(options, ++_life);
        await FirstAcknowledgementAsync(child, before, stop);
        var delay = _dice.Below(LongestMilliseconds + 1);
        await Task.Delay(TimeSpan.FromMilliseconds(delay), time, stop);
        await child.KillAsync();
        return new DrillRound(_life, CountLines(before), delay);
    }

    /// <summary>A kill at any moment of the start: while the journal is repaired, the database opened, the first records written.</summary>
    private async Task<DrillRound> KillWhileOpeningAsync(CancellationToken stop)
    {
        var before = _folder.AcknowledgedBytes;
        await using var child = new ChildProcess(options, ++_life);
        await Task.Delay(TimeSpan.FromMilliseconds(_dice.Below(OpeningMilliseconds)), time, stop);
        await child.KillAsync();
        return new DrillRound(_life, CountLines(before), null);
    }

    private async Task FirstAcknowledgementAsync(ChildProcess child, long before, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        while (_folder.AcknowledgedBytes <= before + 1 && !child.HasExited)
        {
            if (time.GetElapsedTime(started) > Patience)
            {
                throw new DrillException($"No write was acknowledged within {Patience.TotalSeconds} s.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), time, stop);
        }
    }

    private long CountLines(long from)
    {
        using var file = new FileStream(_folder.Acknowledged, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(from, SeekOrigin.Begin);
        using var lines = new StreamReader(file);
        long count = 0;
        while (lines.ReadLine() is { } line)
        {
            // Empty is the rest of a line that the kill before has torn.
            count += line.Length > 0 ? 1 : 0;
        }

        return count;
    }
}
