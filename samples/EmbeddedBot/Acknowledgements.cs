using System.Globalization;
using TradePersist;
using TradePersist.Candles;
using TradePersist.Trades;

namespace EmbeddedBot;

/// <summary>Every write of the bot goes through here: it is timed, and named in the log once it is acknowledged.</summary>
internal sealed class Acknowledgements(AckLog? log, TimeProvider time)
{
    public Latencies Candles { get; } = new();

    public Latencies Trades { get; } = new();

    public Latencies Trails { get; } = new();

    public async Task<Receipt> OfAsync(IReadOnlyList<Candle> candles, Func<Task<Receipt>> write)
    {
        var start = time.GetTimestamp();
        var receipt = await write();
        Candles.Add(time.GetElapsedTime(start));
        foreach (var candle in candles)
        {
            log?.Write($"candles,{Key(candle)}");
        }

        return receipt;
    }

    public async Task<Trade> OfAsync(Func<Task<TradeReceipt>> write)
    {
        var start = time.GetTimestamp();
        var receipt = await write();
        Trades.Add(time.GetElapsedTime(start));
        log?.Write($"trades,{receipt.Id}");
        return receipt.Trade;
    }

    public async Task OfAsync(long buyinId, Func<Task<Receipt>> write)
    {
        var start = time.GetTimestamp();
        await write();
        Trails.Add(time.GetElapsedTime(start));
        log?.Write(string.Create(CultureInfo.InvariantCulture, $"trails,{buyinId}"));
    }

    public static string Key(in Candle candle) =>
        string.Create(CultureInfo.InvariantCulture, $"{candle.Symbol}|{candle.Timeframe}|{candle.Timestamp.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFFFF}Z");
}
