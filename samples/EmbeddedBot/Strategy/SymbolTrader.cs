using EmbeddedBot.Market;
using EmbeddedBot.Trails;
using TradePersist.Candles;
using TradePersist.Trades;

namespace EmbeddedBot.Strategy;

/// <summary>
/// Breakouts of one symbol: an order at the edge of the channel that the price left, cancelled when the price does
/// not come back to it; a stop that follows the price; a target. One trade at a time. All that it must remember is in
/// the trade itself, so that after a restart it goes on with what is stored.
/// </summary>
internal sealed class SymbolTrader(ITradeTracker trades, TrailRecorder trails, Acknowledgements acknowledged, string symbol, string timeframe)
{
    private const int OrderLife = 8;
    private const double StopReach = 2.5;
    private const double TargetReach = 6;
    private const decimal StopStep = 0.001m;

    private readonly TimeSpan _length = Timeframe.Length(timeframe) ?? throw new ArgumentException($"'{timeframe}' is not a timeframe.", nameof(timeframe));
    private readonly Channel _channel = new();
    private DateTimeOffset _lastEnd = DateTimeOffset.MinValue;
    private Trade? _trade;

    public static string StrategyName(string timeframe) => $"breakout-{timeframe}";

    /// <summary>Goes on with what an earlier run left: the pending or open trade if any, and those that ended last.</summary>
    public void Resume(Trade? unfinished, params IEnumerable<Trade?> ended)
    {
        _trade = unfinished;
        _lastEnd = ended.Max(trade => trade?.ExitTime ?? trade?.CreatedAt + (_length * OrderLife)) ?? DateTimeOffset.MinValue;
    }

    /// <summary>Looks at a candle of the past without acting.</summary>
    public void Remember(in Candle candle) => _channel.Add(candle);

    /// <summary>Acts on a candle that has closed. Acting twice on the newest one changes nothing.</summary>
    public async Task OnCandleAsync(Candle candle)
    {
        var closed = candle.Timestamp + _length;
        _trade = _trade switch
        {
            { Status: TradeStatus.Pending } order => await FillOrCancelAsync(order, candle, closed),
            { Status: TradeStatus.Open } position => await ExitOrFollowAsync(position, candle, closed),
            _ => await EnterAsync(candle, closed),
        };
        _channel.Add(candle);
    }

    private async Task<Trade?> EnterAsync(Candle candle, DateTimeOffset closed)
    {
        if (!_channel.IsFull || closed <= _lastEnd)
        {
            return null;
        }

        var (side, edge) = candle.Close > _channel.High ? (TradeSide.Long, _channel.High)
            : candle.Close < _channel.Low ? (TradeSide.Short, _channel.Low)
            : (TradeSide.None, 0);
        if (side == TradeSide.None || Money.Price(edge) is not { } entry || Money.Quantity(entry) <= 0)
        {
            return null;
        }

        var direction = side == TradeSide.Long ? 1 : -1;
        var order = new Trade
        {
            Symbol = symbol,
            Side = side,
            Quantity = Money.Quantity(entry),
            EntryPrice = entry,
            StopLoss = Money.Price(edge - (direction * StopReach * _channel.Reach)),
            TakeProfit = Money.Price(edge + (direction * TargetReach * _channel.Reach)),
            StrategyName = StrategyName(timeframe),
            OrderId = $"{symbol}-{timeframe}-{closed.UtcDateTime:yyyyMMddTHHmmss}Z",
            CreatedAt = closed,
        };
        return await acknowledged.OfAsync(() => trades.PlaceAsync(order));
    }

    private async Task<Trade?> FillOrCancelAsync(Trade order, Candle candle, DateTimeOffset closed)
    {
        if (closed <= order.CreatedAt)
        {
            return order;
        }

        var entry = (double)order.EntryPrice!.Value;
        if (order.Side == TradeSide.Long ? candle.Low <= entry : candle.High >= entry)
        {
            // The trail first: should the bot be killed between the two, the entry is made again, and its trail with it.
            await trails.SaveAsync(order.OrderId!, symbol, closed);
            return await acknowledged.OfAsync(() => trades.OpenAsync(order with { EntryTime = closed }));
        }

        if (closed - order.CreatedAt < _length * OrderLife)
        {
            return order;
        }

        await acknowledged.OfAsync(() => trades.CancelAsync(order.Id, $"not filled within {OrderLife} candles"));
        return null;
    }

    private async Task<Trade?> ExitOrFollowAsync(Trade position, Candle candle, DateTimeOffset closed)
    {
        if (closed <= position.EntryTime)
        {
            return position;
        }

        // Within one candle nobody knows which came first: the stop, to be careful.
        var isLong = position.Side == TradeSide.Long;
        if (position.StopLoss is { } stop && (isLong ? candle.Low <= (double)stop : candle.High >= (double)stop))
        {
            return await CloseAsync(position, stop, "sl", closed);
        }

        if (position.TakeProfit is { } target && (isLong ? candle.High >= (double)target : candle.Low <= (double)target))
        {
            return await CloseAsync(position, target, "tp", closed);
        }

        var follow = Money.Price(candle.Close + ((isLong ? -1 : 1) * StopReach * _channel.Reach));
        return follow is { } moved && IsTighter(position, moved, isLong)
            ? await acknowledged.OfAsync(() => trades.UpdateAsync(position.Id, trade => trade with { StopLoss = moved }))
            : position;
    }

    private async Task<Trade?> CloseAsync(Trade position, decimal price, string reason, DateTimeOffset closed)
    {
        var fees = Money.Fees(position.EntryPrice!.Value, price, position.Quantity);
        await acknowledged.OfAsync(() => trades.CloseAsync(position.Id, new TradeExit(price, reason) { Time = closed, Fees = fees }));
        _lastEnd = closed;
        return null;
    }

    /// <summary>Steps of a tenth of a percent: a stop that moves with every tick tells nobody anything.</summary>
    private static bool IsTighter(Trade position, decimal moved, bool isLong)
    {
        var step = position.EntryPrice!.Value * StopStep;
        return position.StopLoss is not { } stop || (isLong ? moved >= stop + step : moved <= stop - step);
    }
}
