using TradePersist.Trades;

namespace TradePersist.Tests.Support;

/// <summary>Trades for tests: long 2 at 100 unless told otherwise.</summary>
internal static class Deal
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Trade Entered(string symbol = "BTCUSDT", TradeSide side = TradeSide.Long) => new()
    {
        Symbol = symbol,
        Side = side,
        Quantity = 2m,
        EntryPrice = 100m,
        EntryTime = Start.AddHours(-1),
    };

    public static Trade Closed(decimal pnl, DateTimeOffset? exit = null, string symbol = "BTCUSDT") => Entered(symbol) with
    {
        EntryTime = (exit ?? Start).AddHours(-1),
        ExitPrice = 100m + (pnl / 2m),
        ExitTime = exit ?? Start,
        ExitReason = "tp",
    };
}
