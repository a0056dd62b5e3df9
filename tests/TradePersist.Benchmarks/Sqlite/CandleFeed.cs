using System.Globalization;
using TradePersist.Candles;
using TradePersist.Model;

namespace TradePersist.Benchmarks.Sqlite;

/// <summary>Candles as a live feed brings them: minute by minute, each minute of every symbol. The same ones each time.</summary>
internal static class CandleFeed
{
    public const string Timeframe = "1m";

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int Symbols = 20;

    public static string Symbol(int number) => string.Create(CultureInfo.InvariantCulture, $"COIN{number:00}USDT");

    /// <param name="count">How many.</param>
    /// <param name="seed">Other seeds give the same keys and other prices.</param>
    public static Candle[] Make(int count, int seed) => [.. Stream(count, seed)];

    /// <inheritdoc cref="Make"/>
    public static IEnumerable<Candle> Stream(int count, int seed)
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, Symbols).Select(Symbol).ToArray();
        var prices = names.Select((_, number) => 10.0 * (number + 1)).ToArray();
        for (var i = 0; i < count; i++)
        {
            var symbol = i % Symbols;
            var open = prices[symbol];
            var close = prices[symbol] = open * (1 + ((random.NextDouble() - 0.5) / 500));
            var high = Math.Max(open, close) * (1 + (random.NextDouble() / 1000));
            var low = Math.Min(open, close) * (1 - (random.NextDouble() / 1000));
            yield return new Candle(names[symbol], Timeframe, Start.AddMinutes(i / Symbols), open, high, low, close, random.NextDouble() * 1000);
        }
    }

    /// <summary>As batches for a tier.</summary>
    public static IReadOnlyList<Row>[] Rows(Candle[] candles, int batch) => [.. candles.Chunk(batch).Select(chunk =>
    {
        var writer = new RowWriter(CandleTable.Table, chunk.Length);
        foreach (var candle in chunk)
        {
            CandleTable.Write(writer, candle);
        }

        return (IReadOnlyList<Row>)[.. writer.Finish()];
    })];

    /// <summary>As batches for a baseline.</summary>
    public static CandleRow[][] Plain(Candle[] candles, int batch) => [.. candles.Select(candle => new CandleRow
    {
        Symbol = candle.Symbol,
        Timeframe = candle.Timeframe,
        Ts = Timestamps.ToMicroseconds(candle.Timestamp),
        Open = candle.Open,
        High = candle.High,
        Low = candle.Low,
        Close = candle.Close,
        Volume = candle.Volume,
    }).Chunk(batch)];
}
