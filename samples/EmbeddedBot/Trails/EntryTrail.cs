using TradePersist.Trails;

namespace EmbeddedBot.Trails;

/// <summary>
/// What the bot saw in the 15 minutes before an entry. It sees candles: of its own market, and of the two that lead it.
/// Order books, transactions and whales it does not see, and the patterns that it does not look for stay unknown.
/// </summary>
internal static class EntryTrail
{
    /// <param name="windows">The candles of every market of the feed, by symbol.</param>
    /// <param name="symbol">Whose entry it is.</param>
    /// <param name="end">When the last candle closed.</param>
    public static TrailPayload Of(IReadOnlyDictionary<string, CandleWindow> windows, string symbol, DateTimeOffset end)
    {
        var payload = new TrailPayload { WindowEnd = end };
        var recent = windows[symbol].Recent(end);
        PriceMovements.AddTo(payload, "price_movements", windows[symbol], end);
        foreach (var candle in recent)
        {
            // The finest prices that a bot of candles sees.
            payload.AddPrice(candle.Timestamp.AddMinutes(1), candle.Close);
        }

        payload.SetObject("patterns", new Dictionary<string, object?> { ["swing_structure"] = SwingStructure.Of(recent) });
        foreach (var (section, leader) in new[] { ("btc_price_movements", "BTC-USDT"), ("eth_price_movements", "ETH-USDT") })
        {
            if (windows.TryGetValue(leader, out var window))
            {
                PriceMovements.AddTo(payload, section, window, end);
            }
        }

        return payload;
    }
}
