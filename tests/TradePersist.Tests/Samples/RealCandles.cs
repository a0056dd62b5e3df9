using System.Globalization;
using TradePersist.Candles;

namespace TradePersist.Tests.Samples;

/// <summary>Recorded market data, where the machine has any: TRADEPERSIST_DATA, or <c>../shared/data</c> beside the repository.</summary>
internal static class RealCandles
{
    public static IReadOnlyList<string> Files()
    {
        var data = Environment.GetEnvironmentVariable("TRADEPERSIST_DATA") ?? RepositoryFiles.PathOf("..", "shared", "data");
        var folder = Path.Combine(data, "candles");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Reads a file in the plainest way there is, to compare with.</summary>
    public static (string Symbol, string Timeframe, IReadOnlyList<Candle> Candles) Read(string path)
    {
        var name = Path.GetFileName(path).Split('_');
        var candles = File.ReadLines(path).Skip(1).Select(line => line.Split(',')).Select(field => new Candle(
            name[0],
            name[2],
            DateTimeOffset.Parse(field[0], CultureInfo.InvariantCulture),
            Number(field[1]),
            Number(field[2]),
            Number(field[3]),
            Number(field[4]),
            Number(field[5])));
        return (name[0], name[2], [.. candles]);
    }

    public static (DateTimeOffset Time, long Open, long High, long Low, long Close, long Volume) Bits(Candle candle) => (
        candle.Timestamp,
        BitConverter.DoubleToInt64Bits(candle.Open),
        BitConverter.DoubleToInt64Bits(candle.High),
        BitConverter.DoubleToInt64Bits(candle.Low),
        BitConverter.DoubleToInt64Bits(candle.Close),
        BitConverter.DoubleToInt64Bits(candle.Volume));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
