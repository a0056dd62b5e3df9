using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Model;
using TradePersist.Repair;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Repair;

/// <summary>Two tiers of the test's own, the required <c>a</c> and the mirror <c>b</c>, and what tests of repairs ask of them.</summary>
internal static class RepairBench
{
    public static readonly Table Candles = CandleTable.Table;

    public static VerifyOptions Impatient { get; } = new() { Patience = TimeSpan.FromMilliseconds(500) };

    public static Task<TradePersistence> OpenAsync(ITier a, ITier b) => ChainBench.OpenAsync(("a", a, TierRole.Required), ("b", b, TierRole.Mirror));

    public static async Task WriteAsync(this TradePersistence tp, int count, string symbol = "BTC")
    {
        await tp.Candles.SaveAsync(Bars.Many(count, symbol));
        await tp.DrainedAsync();
    }

    public static async Task DrainedAsync(this TradePersistence tp) => Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(60)), Is.True);

    public static TableComparison OfCandles(this VerifyReport report) => report.Tables.Single(table => table.Table == "candles");

    public static TableRepair OfCandles(this ResyncReport report) => report.Tables.Single(table => table.Table == "candles");

    public static Row RowOf(Candle candle)
    {
        var writer = new RowWriter(Candles);
        CandleTable.Write(writer, candle);
        return writer.Finish()[0];
    }

    public static string KeyOf(Candle candle) => $"symbol={candle.Symbol}, timeframe={candle.Timeframe}, ts={Value.Of(candle.Timestamp)}";

    public static IReadOnlyList<Candle> Read(IEnumerable<Row> rows) => [.. rows.Select(CandleTable.Read)];
}
