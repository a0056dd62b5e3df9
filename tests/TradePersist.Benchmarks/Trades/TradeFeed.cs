using System.Globalization;
using TradePersist.Trades;

namespace TradePersist.Benchmarks.Trades;

/// <summary>Closed trades, one a minute, of 20 symbols by turns. The same ones each time, but for their ids.</summary>
internal sealed class TradeFeed(DateTimeOffset start)
{
    private const int Symbols = 20;

    private readonly Random _random = new(1);
    private readonly string[] _names = [.. Enumerable.Range(0, Symbols).Select(number => string.Create(CultureInfo.InvariantCulture, $"COIN{number:00}USDT"))];
    private int _count;

    /// <summary>The next trade, complete but for its id, which the tracker makes.</summary>
    public Trade Next()
    {
        var entry = start.AddMinutes(_count);
        var price = decimal.Round(100m + ((decimal)_random.NextDouble() * 50m), 4);
        return new Trade
        {
            Symbol = _names[_count++ % Symbols],
            Side = _random.Next(2) == 0 ? TradeSide.Long : TradeSide.Short,
            EntryPrice = price,
            ExitPrice = decimal.Round(price * (1m + (((decimal)_random.NextDouble() - 0.5m) / 50m)), 4),
            Quantity = decimal.Round(0.01m + (decimal)_random.NextDouble(), 6),
            EntryTime = entry,
            ExitTime = entry.AddSeconds(50),
            ExitReason = "tp",
            Leverage = 5m,
            Fees = 0.0125m,
            StrategyName = "breakout",
            StopLoss = decimal.Round(price * 0.98m, 4),
            TakeProfit = decimal.Round(price * 1.03m, 4),
            OrderId = string.Create(CultureInfo.InvariantCulture, $"order-{_count:00000000}"),
        };
    }

    /// <summary>The next trade as it is stored.</summary>
    public Trade NextStored()
    {
        var trade = Next();
        var exit = trade.ExitTime!.Value;
        return PnlCalculator.Complete(trade with
        {
            Id = Guid.CreateVersion7(exit),
            Status = TradeStatus.Closed,
            StatusTime = exit,
            CreatedAt = exit,
            UpdatedAt = exit,
            Revision = 1,
        });
    }
}
