using TradePersist.Candles;

namespace EmbeddedBot.Market;

/// <summary>
/// A market that starts at a fixed moment and comes in stretches. A run that was cut short is finished by the next
/// one; after a whole stretch the next one follows, from the prices that are stored.
/// </summary>
internal static class SimulatedMarket
{
    public const string Timeframe = "1m";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Symbols = [.. Instrument.All.Select(instrument => instrument.Symbol)];

    public static async Task<Feed> ContinueAsync(ICandleStore candles, long seed, TimeSpan stretch, CancellationToken stop)
    {
        var newest = await candles.LoadAllAsync(Timeframe, limit: 1, Symbols, cancellationToken: stop);
        var done = newest.Count == 0 ? 0 : newest.Values.Max(series => Minutes(series[^1].Timestamp - Start) + 1);
        var length = Minutes(stretch);
        var end = ((done / length) + 1) * length;
        double[] closes = [.. Instrument.All.Select(instrument => newest.TryGetValue(instrument.Symbol, out var series) ? series[^1].Close : instrument.FirstPrice)];
        return new Feed(Timeframe, Symbols, end - done, Run(new CandleSource(seed), closes, done, end));
    }

    private static IEnumerable<IReadOnlyList<Candle>> Run(CandleSource source, double[] closes, long from, long end)
    {
        for (var minute = from; minute < end; minute++)
        {
            var candles = new Candle[closes.Length];
            for (var i = 0; i < candles.Length; i++)
            {
                candles[i] = source.Next(i, Start.AddMinutes(minute), closes[i]);
                closes[i] = candles[i].Close;
            }

            yield return candles;
        }
    }

    private static long Minutes(TimeSpan time) => (long)time.TotalMinutes;
}
