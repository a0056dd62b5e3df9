using System.Text.Json.Nodes;

namespace EmbeddedBot.Trails;

/// <summary>
/// What the bot saw in the 15 minutes before an entry, as the payload of a trail. It sees candles: of its own market, and
/// of the two that lead it. Order books, transactions and whales it does not see, and the patterns that it does not look
/// for stay unknown.
/// </summary>
internal static class EntryTrail
{
    /// <param name="windows">The candles of every market of the feed, by symbol.</param>
    /// <param name="symbol">Whose entry it is.</param>
    /// <param name="end">When the last candle closed.</param>
    public static string Payload(IReadOnlyDictionary<string, CandleWindow> windows, string symbol, DateTimeOffset end)
    {
        var own = windows[symbol];
        var payload = new JsonObject
        {
            ["symbol"] = symbol,
            ["followed_at"] = end.UtcDateTime,
            ["price_movements"] = PriceMovements.Records(own, end),
            ["second_prices"] = PriceMovements.Closes(own, end),
            ["patterns"] = new JsonObject { ["swing_structure"] = SwingStructure.Of(own.Recent(end)) },
        };
        AddLeader("btc_price_movements", "BTC-USDT");
        AddLeader("eth_price_movements", "ETH-USDT");
        return payload.ToJsonString();

        void AddLeader(string section, string leader)
        {
            if (windows.TryGetValue(leader, out var window))
            {
                payload[section] = PriceMovements.Records(window, end);
            }
        }
    }
}
