using System.Numerics;
using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>Profit and loss of a round trip: the formula of <see cref="ITradeTracker.CalculatePnl"/>.</summary>
internal static class PnlCalculator
{
    private static readonly BigInteger One = BigInteger.Pow(10, Decimals.Scale);

    public static TradePnl Calculate(TradeSide side, decimal entryPrice, decimal exitPrice, decimal quantity, decimal leverage, decimal fees)
    {
        ThrowUnless(side is TradeSide.Long or TradeSide.Short, nameof(side), side, "A side is long or short.");
        ThrowUnless(Decimals.Fits(entryPrice) && entryPrice != 0, nameof(entryPrice), entryPrice, "The entry price must be a decimal(38,18) other than 0.");
        ThrowUnless(Decimals.Fits(exitPrice), nameof(exitPrice), exitPrice, "The exit price must be a decimal(38,18).");
        ThrowUnless(Decimals.Fits(quantity) && quantity > 0, nameof(quantity), quantity, "The quantity must be a decimal(38,18) above 0.");
        ThrowUnless(Decimals.Fits(leverage) && leverage > 0, nameof(leverage), leverage, "The leverage must be a decimal(38,18) above 0.");
        ThrowUnless(Decimals.Fits(fees), nameof(fees), fees, "The fees must be a decimal(38,18).");

        var entry = Decimals.ToScaled(entryPrice);
        var size = Decimals.ToScaled(quantity);
        var move = (Decimals.ToScaled(exitPrice) - entry) * (side == TradeSide.Long ? 1 : -1);

        // A product of two scaled numbers counts in units of 10^-36.
        var net = (move * size) - (Decimals.ToScaled(fees) * One);
        var usd = ExactQuotient.Of(net, One * One);
        var percent = ExactQuotient.Of(net * 100 * Decimals.ToScaled(leverage), BigInteger.Abs(entry) * size * One);
        return new TradePnl(usd, percent);
    }

    /// <summary>The trade with what it lacks of profit and loss. A trade that breaks a rule comes back as it is, for the door to refuse.</summary>
    public static Trade Complete(Trade trade) =>
        trade is { PnlUsd: not null, PnlPercent: not null } || TryCalculate(trade) is not { } pnl
            ? trade
            : trade with { PnlUsd = trade.PnlUsd ?? pnl.Usd, PnlPercent = trade.PnlPercent ?? pnl.Percent };

    /// <summary>Takes back what was computed from numbers that have changed since, and computes it again.</summary>
    public static Trade Renew(Trade trade, Trade earlier)
    {
        if (TryCalculate(earlier) is not { } before)
        {
            return Complete(trade);
        }

        return Complete(trade with
        {
            PnlUsd = trade.PnlUsd == earlier.PnlUsd && earlier.PnlUsd == before.Usd ? null : trade.PnlUsd,
            PnlPercent = trade.PnlPercent == earlier.PnlPercent && earlier.PnlPercent == before.Percent ? null : trade.PnlPercent,
        });
    }

    private static TradePnl? TryCalculate(Trade trade) =>
        trade is { Side: TradeSide.Long or TradeSide.Short, EntryPrice: { } entry and not 0m, ExitPrice: { } exit, Quantity: > 0m, Leverage: > 0m }
        && Decimals.Fits(entry) && Decimals.Fits(exit) && Decimals.Fits(trade.Quantity) && Decimals.Fits(trade.Leverage) && Decimals.Fits(trade.Fees)
            ? Calculate(trade.Side, entry, exit, trade.Quantity, trade.Leverage, trade.Fees)
            : null;

    private static void ThrowUnless(bool holds, string name, object value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, rule);
        }
    }
}
