using EmbeddedBot;
using EmbeddedBot.Drill;
using EmbeddedBot.Files;
using EmbeddedBot.Market;
using EmbeddedBot.Report;
using EmbeddedBot.Strategy;

return await CommandLine.RunAsync(args, (options, stop) => options switch
{
    { DrillLife: { } life } => DrillChild.RunAsync(options, life, stop),
    { DrillRounds: > 0 } or { IsDrillCheck: true } => KillDrill.RunAsync(options, stop),
    _ => TradeAsync(options, stop),
});

static async Task<int> TradeAsync(BotOptions options, CancellationToken stop)
{
    var time = TimeProvider.System;
    var started = time.GetTimestamp();
    var isSimulated = options.CandleFiles.Count == 0;
    var bad = new BadLines();
    var recordings = FileMarket.Read(options.CandleFiles, options.Symbol, options.Timeframe, bad);
    Console.WriteLine(isSimulated ? $"A simulated market, seed {options.Seed}." : $"Recorded candles from {options.CandleFiles.Count} file(s).");

    // The memory of the bot. From here on, every candle and trade is on disk before the bot goes on.
    await using var memory = await Memory.OpenAsync(options.Data);
    using var log = options.AckLog is { } path ? new AckLog(path) : null;
    var acknowledged = new Acknowledgements(log, time);

    // What it holds already says where the market goes on, and which trades are still open.
    IReadOnlyList<Feed> feeds = isSimulated
        ? [await SimulatedMarket.ContinueAsync(memory.Candles, options.Seed, options.Stretch, stop)]
        : await Task.WhenAll(recordings.Select(recording => recording.ContinueAsync(memory.Candles, stop)));
    var bot = new Bot(memory, acknowledged);
    await Progress.FollowAsync(feeds, (feed, advanced) => bot.RunAsync(feed, advanced, stop));

    // The tiers are fed behind the bot's back. To see what they hold, let them catch up; what they do not get now, they get
    // at the next start.
    await memory.DrainAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
    var statistics = await memory.Trades.GetStatisticsAsync(options: StoreReader.Patiently, cancellationToken: CancellationToken.None);
    var summary = new Summary
    {
        Data = Path.GetFullPath(options.Data),
        Seed = isSimulated ? options.Seed : null,
        Seconds = time.GetElapsedTime(started).TotalSeconds,
        CandlesStored = bot.Candles,
        BadLines = bad.List(),
        CandleLatency = acknowledged.Candles.Summarise(),
        TradeLatency = acknowledged.Trades.Summarise(),
        TrailLatency = acknowledged.Trails.Summarise(),
        Trades = await StoreReader.CountTradesAsync(memory),
        Statistics = statistics,
        BestTrail = await BestTrail.ReadAsync(memory, statistics.BestTrade),
        Journal = memory.GetHealth().Journal,
        Tiers = await StoreReader.ReadTiersAsync(memory, compares: !stop.IsCancellationRequested),
    };
    SummaryScreen.Print(summary, memory.Trades.FormatStatsMessage(statistics));
    if (options.Json is { } json)
    {
        await JsonFile.WriteAsync(json, summary);
    }

    return stop.IsCancellationRequested ? ExitCode.Stopped : ExitCode.Done;
}
