using System.CommandLine;
using System.Globalization;
using EmbeddedBot.Drill;
using Microsoft.Extensions.Options;
using TradePersist;
using TradePersist.Journal;

namespace EmbeddedBot;

/// <summary>The arguments, and what an error looks like to the user.</summary>
internal static class CommandLine
{
    private const string About =
        """
        A trading bot that remembers, with a journal and SQLite in its own process.

        Without arguments it trades breakouts on a simulated market of 3 symbols, 48 hours of
        1-minute candles from 2026-01-01 on, and stores every candle and trade as it happens.
        Run again, it goes on where the stored candles end: a stretch that was cut short is
        finished, after a whole one the next follows. Open trades are taken up again. Of candle
        files only what is not stored yet is stored; the files may have grown or been repaired.

        Exit codes: 0 done; 1 the drill lost or duplicated a record; 2 arguments or files that
        cannot be used; 3 the data folder cannot be opened or written; 130 stopped by Ctrl+C.
        """;

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The folder that everything is written to.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.Combine("data", "embedded-bot"),
    };

    private static readonly Option<long> Seed = new("--seed")
    {
        Description = "Makes another simulated market, or another drill.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Hours = new("--hours")
    {
        Description = "The length of a stretch of the simulated market, 1 to 8760.",
        HelpName = "N",
        DefaultValueFactory = _ => 48,
    };

    private static readonly Option<string[]> Candles = new("--candles")
    {
        Description = "Trades on recorded candles instead: CSV files with the header ts,open,high,low,close,volume, named SYMBOL_venue_timeframe_....csv. Bad lines are named and left out.",
        HelpName = "FILE ...",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Symbol = new("--symbol") { Description = "The symbol of the files.", HelpName = "NAME" };

    private static readonly Option<string?> Timeframe = new("--timeframe") { Description = "The timeframe of the files, as 1m or 4h.", HelpName = "LENGTH" };

    private static readonly Option<string?> Json = new("--json") { Description = "Writes the summary to a file as JSON.", HelpName = "FILE" };

    private static readonly Option<string?> AckLog = new("--ack-log")
    {
        Description = "Appends a line 'table,key' to a file after each acknowledgement.",
        HelpName = "FILE",
    };

    private static readonly Option<int> Kills = new("--drill")
    {
        Description = "Kills itself N times (SIGKILL of a child process) while it writes, then counts what was acknowledged, found, lost and duplicated. Writes to DIR/drill, which it empties first.",
        HelpName = "N",
    };

    private static readonly Option<int> Writers = new("--writers")
    {
        Description = "How many write at the same time in a drill, 1 to 256.",
        HelpName = "N",
        DefaultValueFactory = _ => 8,
    };

    private static readonly Option<bool> DrillCheck = new("--drill-check") { Description = "Counts once more what the last drill left in DIR/drill." };

    /// <summary>How a drill starts its child processes.</summary>
    private static readonly Option<int?> DrillLife = new("--drill-life") { Hidden = true };

    public static async Task<int> RunAsync(string[] args, Func<BotOptions, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand(About) { Data, Seed, Hours, Candles, Symbol, Timeframe, Json, AckLog, Kills, DrillCheck, Writers, DrillLife };
        Bound(Hours, 1, 8760);
        Bound(Kills, 1, 1000);
        Bound(Writers, 1, 256);
        command.SetAction((parsed, stop) => GuardedAsync(run, Read(parsed), stop));

        var parsed = command.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return await FailAsync($"{string.Join('\n', parsed.Errors.Select(error => error.Message))}\n--help says more.", ExitCode.Usage);
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
    }

    // What is no number at all, the parser reports by itself.
    private static void Bound(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && (number < least || number > most))
        {
            result.AddError($"{option.Name} must be from {least} to {most}, not {number}.");
        }
    });

    private static BotOptions Read(ParseResult parsed) => new()
    {
        Data = parsed.GetRequiredValue(Data),
        Seed = parsed.GetRequiredValue(Seed),
        Stretch = TimeSpan.FromHours(parsed.GetRequiredValue(Hours)),
        CandleFiles = [.. (parsed.GetValue(Candles) ?? []).Distinct(StringComparer.Ordinal)],
        Symbol = parsed.GetValue(Symbol),
        Timeframe = parsed.GetValue(Timeframe),
        Json = parsed.GetValue(Json),
        AckLog = parsed.GetValue(AckLog),
        DrillRounds = parsed.GetValue(Kills),
        IsDrillCheck = parsed.GetValue(DrillCheck),
        Writers = parsed.GetRequiredValue(Writers),
        DrillLife = parsed.GetValue(DrillLife),
    };

    private static async Task<int> GuardedAsync(Func<BotOptions, CancellationToken, Task<int>> run, BotOptions options, CancellationToken stop)
    {
        try
        {
            return await run(options, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Stopped;
        }
        catch (UsageException error)
        {
            return await FailAsync(error.Message, ExitCode.Usage);
        }
        catch (DrillException error)
        {
            return await FailAsync(error.Message, ExitCode.DrillFailed);
        }
        catch (Exception error) when (error is TradePersistException or JournalException or OptionsValidationException or IOException or UnauthorizedAccessException)
        {
            return await FailAsync(error.Message, ExitCode.Storage);
        }
    }

    private static async Task<int> FailAsync(string message, int exit)
    {
        await Console.Error.WriteLineAsync(message);
        return exit;
    }
}
