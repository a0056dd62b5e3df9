using EmbeddedBot.Report;

namespace EmbeddedBot.Drill;

/// <summary>Kills the bot in the middle of its work, again and again, and holds what is found against what was acknowledged.</summary>
internal sealed class KillDrill(BotOptions options, TimeProvider time)
{
    private const int LongestMilliseconds = 300;
    private const int OpeningMilliseconds = 500;
    private const int OpeningEvery = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DrillFolder _folder = new(options.Data);
    private readonly List<DrillRound> _rounds = [];
    private Market.Dice _dice = new(unchecked((ulong)options.Seed));
    private int _life;

    public static async Task<int> RunAsync(BotOptions options, CancellationToken stop)
    {
        var report = await new KillDrill(options, TimeProvider.System).RunAsync(stop);
        DrillScreen.Print(report);
        if (options.Json is { } json)
        {
            await JsonFile.WriteAsync(json, report);
        }

        return report.IsRight ? ExitCode.Done : ExitCode.DrillFailed;
    }

    private async Task<DrillReport> RunAsync(CancellationToken stop)
    {
        var started = time.GetTimestamp();
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

        return await CheckAsync(started);
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
            count += line.Length > 0 ? 1 : 0;
        }

        return count;
    }

    private async Task<DrillReport> CheckAsync(long started)
    {
        await using var memory = await Memory.OpenAsync(_folder.Path);
        if (!await memory.DrainAsync(Patience))
        {
            throw new DrillException($"The tiers did not catch up within {Patience.TotalSeconds} s.");
        }

        var acknowledged = AcknowledgedRecords.Read(_folder.Acknowledged);
        var tables = new List<TableCheck>();
        StatisticsCheck? statistics = null;
        foreach (var tier in memory.GetHealth().Tiers)
        {
            var checker = new TierChecker(memory, tier.Name, acknowledged);
            var trades = await checker.AllTradesAsync();
            tables.Add(await checker.CandlesAsync());
            tables.Add(await checker.TradesAsync(trades));
            statistics ??= await StatisticsCheck.RunAsync(memory, trades);
        }

        var seconds = time.GetElapsedTime(started).TotalSeconds;
        return new DrillReport(options.Seed, options.Writers, seconds, _rounds, acknowledged.TornLines, tables, statistics ?? new StatisticsCheck(["no tier to compare with"]));
    }
}
