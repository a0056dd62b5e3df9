using TradePersist.Candles;
using TradePersist.Trails;

namespace EmbeddedBot.Trails;

/// <summary>Watches the candles of one feed, and stores what they tell at each entry.</summary>
internal sealed class TrailRecorder(ITrailStore trails, Acknowledgements acknowledged, string timeframe, IEnumerable<string> symbols)
{
    // A trail has a row per minute, which longer candles say nothing about.
    private const string Minute = "1m";

    private readonly Dictionary<string, CandleWindow> _windows = symbols.ToDictionary(symbol => symbol, _ => new CandleWindow(), StringComparer.Ordinal);

    public void Remember(IEnumerable<Candle> candles)
    {
        foreach (var candle in candles)
        {
            _windows[candle.Symbol].Add(candle);
        }
    }

    /// <summary>Stores the trail of an entry. Doing so twice changes nothing: it goes by the order's id, and is replaced as a whole.</summary>
    public async Task SaveAsync(string orderId, string symbol, DateTimeOffset end)
    {
        if (timeframe == Minute)
        {
            var id = BuyinId.Of(orderId);
            await acknowledged.OfAsync(id, () => trails.SaveAsync(id, EntryTrail.Of(_windows, symbol, end)));
        }
    }
}
