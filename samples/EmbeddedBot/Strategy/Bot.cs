using EmbeddedBot.Market;
using EmbeddedBot.Trails;
using TradePersist;
using TradePersist.Candles;
using TradePersist.Trades;

namespace EmbeddedBot.Strategy;

/// <summary>Stores what closes and trades on it, one feed at a time; any number of feeds side by side.</summary>
internal sealed class Bot(TradePersistence memory, Acknowledgements acknowledged)
{
    private long _candles;

    /// <summary>How many candles this run has stored.</summary>
    public long Candles => Interlocked.Read(ref _candles);

    /// <summary>Runs to the end of the feed, or until it is stopped; a step that was begun is finished.</summary>
    public async Task RunAsync(Feed feed, Action advanced, CancellationToken stop)
    {
        var trails = new TrailRecorder(memory.Trails, acknowledged, feed.Timeframe, feed.Symbols);
        var traders = await ResumeAsync(feed, trails, stop);
        await Task.WhenAll(feed.Late.Select(candle => StoreAsync(feed, [candle])));
        foreach (var step in feed.Steps)
        {
            if (stop.IsCancellationRequested)
            {
                return;
            }

            if (await StoreAsync(feed, step))
            {
                trails.Remember(step);
                await Task.WhenAll(step.Select(candle => traders[candle.Symbol].OnCandleAsync(candle)));
            }

            advanced();
        }
    }

    /// <summary>All candles of one moment are one write: they are stored together or not at all.</summary>
    private async Task<bool> StoreAsync(Feed feed, IReadOnlyList<Candle> step)
    {
        try
        {
            await acknowledged.OfAsync(step, () => memory.Candles.SaveAsync(step));
            Interlocked.Add(ref _candles, step.Count);
            return true;
        }
        catch (RecordValidationException refusal) when (feed.Refused is { } refused && step is [var only])
        {
            refused(only, refusal);
            return false;
        }
    }

    /// <summary>
    /// Takes up where the stored candles end. The newest one is acted on again: the last run may have ended between
    /// storing it and trading on it.
    /// </summary>
    private async Task<Dictionary<string, SymbolTrader>> ResumeAsync(Feed feed, TrailRecorder trails, CancellationToken stop)
    {
        var traders = new Dictionary<string, SymbolTrader>(StringComparer.Ordinal);
        var past = await memory.Candles.LoadAllAsync(feed.Timeframe, Channel.Length + 1, feed.Symbols, cancellationToken: stop);
        trails.Remember(past.Values.SelectMany(candles => candles));
        foreach (var symbol in feed.Symbols)
        {
            var trader = traders[symbol] = new SymbolTrader(memory.Trades, trails, acknowledged, symbol, feed.Timeframe);
            if (!past.TryGetValue(symbol, out var candles))
            {
                continue;
            }

            var unfinished = await NewestAsync(symbol, feed.Timeframe, TradeStatus.Open, stop)
                ?? await NewestAsync(symbol, feed.Timeframe, TradeStatus.Pending, stop);
            var closed = await NewestAsync(symbol, feed.Timeframe, TradeStatus.Closed, stop);
            var cancelled = await NewestAsync(symbol, feed.Timeframe, TradeStatus.Cancelled, stop);
            trader.Resume(unfinished, closed, cancelled);
            foreach (var candle in candles.SkipLast(1))
            {
                trader.Remember(candle);
            }

            await trader.OnCandleAsync(candles[^1]);
        }

        return traders;
    }

    private async Task<Trade?> NewestAsync(string symbol, string timeframe, TradeStatus status, CancellationToken stop)
    {
        var query = new TradeHistoryQuery { Symbol = symbol, Status = status };
        var strategy = SymbolTrader.StrategyName(timeframe);
        while (true)
        {
            var page = await memory.Trades.GetHistoryAsync(query, cancellationToken: stop);
            if (page.FirstOrDefault(trade => trade.StrategyName == strategy) is { } found)
            {
                return found;
            }

            if (page.Next is not { } next)
            {
                return null;
            }

            query = query with { Cursor = next };
        }
    }
}
