using System.Globalization;
using EmbeddedBot.Market;
using TradePersist.Candles;
using TradePersist.Trails;
using TradePersist.Trades;

namespace EmbeddedBot.Drill;

/// <summary>
/// What a drill writes is a function of where it is written: the process (life), the writer and its step. So the
/// check can tell from a key alone what must be stored under it.
/// </summary>
internal static class DrillRecords
{
    public const string Timeframe = "1m";

    /// <summary>How often each trail is saved.</summary>
    public const int TrailVersions = 2;

    private const int StepsPerLife = 100_000;
    private const int MaxWriters = 256;
    private static readonly string[] Symbols = ["BTC", "ETH", "SOL"];
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The candles that close in one step of one writer.</summary>
    public static Candle[] Candles(int life, int writer, int step) =>
        Array.ConvertAll(Symbols, symbol => Candle($"{symbol}-W{writer}", Time(life, step)));

    public static Candle Candle(string symbol, DateTimeOffset time)
    {
        long series = 0;
        foreach (var letter in symbol)
        {
            series = (series * 31) + letter;
        }

        var dice = Dice.For(0, series, time.ToUnixTimeSeconds());
        double[] prices = [100 + dice.Bell(), 100 + dice.Bell(), 100 + dice.Bell(), 100 + dice.Bell()];
        return new Candle(symbol, Timeframe, time, prices[0], prices.Max(), prices.Min(), prices[1], dice.Uniform());
    }

    /// <summary>The trade as it is placed. Its order id says which it is.</summary>
    public static Trade Trade(int life, int writer, int step)
    {
        var dice = Dice.For(1, writer, ((long)life * StepsPerLife) + step);
        return new Trade
        {
            Symbol = $"{Symbols[dice.Below(Symbols.Length)]}-W{writer}",
            Side = dice.Below(2) == 0 ? TradeSide.Long : TradeSide.Short,
            Quantity = 1 + dice.Below(1000),
            EntryPrice = 100 + (dice.Below(1_000_000) / 1_000_000m),
            OrderId = $"{life}-{writer}-{step}",
            StrategyName = "drill",
        };
    }

    /// <summary>The trade that belongs to an order id of a drill.</summary>
    public static Trade Trade(string orderId)
    {
        var parts = Array.ConvertAll(orderId.Split('-'), part => int.Parse(part, CultureInfo.InvariantCulture));
        return Trade(parts[0], parts[1], parts[2]);
    }

    /// <summary>The number of the trail that is saved in one step of one writer.</summary>
    public static long BuyinId(int life, int writer, int step) => ((((long)life * MaxWriters) + writer) * StepsPerLife) + step;

    /// <summary>A trail of 15 rows that can be told from those of any other version, row by row.</summary>
    public static TrailPayload TrailOf(long buyinId, int version)
    {
        var payload = new TrailPayload().SetObject("patterns", new Dictionary<string, object?> { ["breakout_score"] = version });
        for (var minute = 0; minute < Trail.MinuteCount; minute++)
        {
            payload.AddMinute("price_movements", minute, new Dictionary<string, object?> { ["close_price"] = ClosePrice(buyinId, minute, version) });
        }

        return payload;
    }

    public static double ClosePrice(long buyinId, int minute, int version) => Dice.For(version, buyinId, minute).Bell();

    public static DateTimeOffset Time(int life, int step) => Start.AddMinutes(((long)life * StepsPerLife) + step);

    public static decimal Stop(Trade trade) => trade.EntryPrice!.Value - 1;

    /// <summary>A win, a loss or neither, with all the decimals that a trade may have.</summary>
    public static TradeExit Exit(Trade trade) =>
        new(trade.EntryPrice!.Value + (trade.Quantity % 7) - 3 + 0.000000000000000001m, "tp") { Fees = 0.25m };
}
