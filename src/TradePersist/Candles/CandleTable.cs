using System.Text.RegularExpressions;
using TradePersist.Model;

namespace TradePersist.Candles;

/// <summary>
/// The table of candles. That open and close lie within low and high holds for every bar of the real feeds we know,
/// and it catches venues' columns read in the wrong order (some send low, high, open, close).
/// </summary>
internal static partial class CandleTable
{
    public static readonly Column Symbol = Column.Text("symbol", 64);
    public static readonly Column Timeframe = Column.Text("timeframe", 8);
    public static readonly Column Ts = Column.Timestamp("ts");
    public static readonly Column Open = Column.Double("open");
    public static readonly Column High = Column.Double("high");
    public static readonly Column Low = Column.Double("low");
    public static readonly Column Close = Column.Double("close");
    public static readonly Column Volume = Column.Double("volume");

    public static readonly Table Table = new(
        "candles",
        [Symbol, Timeframe, Ts, Open, High, Low, Close, Volume],
        key: [Symbol, Timeframe, Ts],
        time: Ts,
        indexes: [new TableIndex(Ts)],
        checks:
        [
            Check.Columns(High, Comparison.GreaterOrEqual, Low),
            Check.Columns(Open, Comparison.GreaterOrEqual, Low),
            Check.Columns(Open, Comparison.LessOrEqual, High),
            Check.Columns(Close, Comparison.GreaterOrEqual, Low),
            Check.Columns(Close, Comparison.LessOrEqual, High),
            Check.Against(Volume, Comparison.GreaterOrEqual, Value.Of(0.0)),
        ]);

    public static void Write(RowWriter writer, in Candle candle)
    {
        writer.Begin();
        writer.Set(Symbol, candle.Symbol);
        writer.Require(candle.Symbol is not "", Symbol, candle.Symbol, "must not be empty");
        writer.Set(Timeframe, candle.Timeframe);
        writer.Require(candle.Timeframe is null || IsTimeframe(candle.Timeframe), Timeframe, candle.Timeframe, "must be a number and one of s, m, h, d, w, M");
        writer.Set(Ts, candle.Timestamp);
        writer.Set(Open, candle.Open);
        writer.Set(High, candle.High);
        writer.Set(Low, candle.Low);
        writer.Set(Close, candle.Close);
        writer.Set(Volume, candle.Volume);
        writer.End();
    }

    public static Candle Read(Row row) => new(
        row[Symbol].AsText(),
        row[Timeframe].AsText(),
        row[Ts].AsTimestamp(),
        row[Open].AsDouble(),
        row[High].AsDouble(),
        row[Low].AsDouble(),
        row[Close].AsDouble(),
        row[Volume].AsDouble());

    public static bool IsTimeframe(string text) => TimeframePattern().IsMatch(text);

    [GeneratedRegex(@"\A[1-9][0-9]*[smhdwM]\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeframePattern();
}
