using EmbeddedBot.Market;
using Spectre.Console;

namespace EmbeddedBot.Report;

internal static class Progress
{
    /// <summary>Runs all feeds side by side, with a bar for each.</summary>
    public static Task FollowAsync(IReadOnlyList<Feed> feeds, Func<Feed, Action, Task> run)
    {
        // A file or a pipe wants no colours.
        AnsiConsole.Profile.Capabilities.Ansi &= !Console.IsOutputRedirected;
        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(screen => Task.WhenAll(feeds.Select(async feed =>
            {
                var bar = screen.AddTask(Markup.Escape($"{string.Join(' ', feed.Symbols)} {feed.Timeframe}"), maxValue: Math.Max(feed.Count, 1));
                await run(feed, () => bar.Increment(1));
                bar.StopTask();
            })));
    }
}
