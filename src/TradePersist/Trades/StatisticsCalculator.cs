using System.Numerics;
using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>The figures of <see cref="TradeStatistics"/> that follow from sums. Sums are exact; each quotient is rounded once.</summary>
internal static class StatisticsCalculator
{
    public static TradeStatistics Calculate(Dictionary<StatsKey, StatsBucket> buckets, int tradingDays)
    {
        var all = buckets.Values.Aggregate(default(StatsBucket), (sum, bucket) => sum.Add(bucket));
        var symbols = buckets.GroupBy(bucket => bucket.Key.Symbol, bucket => bucket.Value, StringComparer.Ordinal)
            .Select(group => Symbol(group.Key, group.Aggregate(default(StatsBucket), (sum, bucket) => sum.Add(bucket))))
            .Where(symbol => symbol.Trades != 0)
            .OrderBy(symbol => symbol.Symbol, StringComparer.Ordinal)
            .ToList();
        var total = all.GrossProfit + all.GrossLoss;
        return new TradeStatistics
        {
            TotalTrades = all.Trades,
            Wins = all.Wins,
            Losses = all.Trades - all.Wins,
            WinRate = Percent(all.Wins, all.Trades),
            TotalPnl = Decimals.FromScaled(total),
            GrossProfit = Decimals.FromScaled(all.GrossProfit),
            GrossLoss = Decimals.FromScaled(all.GrossLoss),
            AverageWin = ExactQuotient.Mean(all.GrossProfit, all.Wins),
            AverageLoss = ExactQuotient.Mean(all.GrossLoss, all.Trades - all.Wins),
            ProfitFactor = ProfitFactor(all.GrossProfit, all.GrossLoss),
            TradingDays = tradingDays,
            DailyAverage = ExactQuotient.Mean(total, tradingDays),
            BySymbol = new OrderedDictionary<string, SymbolStatistics>(symbols.Select(symbol => KeyValuePair.Create(symbol.Symbol, symbol)), StringComparer.Ordinal),
            TopSymbols = [.. symbols.OrderByDescending(symbol => symbol.Pnl).Take(5)],
            WorstSymbols = [.. symbols.OrderBy(symbol => symbol.Pnl).Take(5)],
        };
    }

    private static SymbolStatistics Symbol(string symbol, StatsBucket sum) =>
        new(symbol, sum.Trades, sum.Wins, Decimals.FromScaled(sum.GrossProfit + sum.GrossLoss), Percent(sum.Wins, sum.Trades));

    private static decimal Percent(long part, long whole) => whole == 0 ? 0m : ExactQuotient.Of((BigInteger)part * 100, whole);

    private static double ProfitFactor(BigInteger profit, BigInteger loss) =>
        loss.IsZero ? (profit.Sign > 0 ? double.PositiveInfinity : 0) : (double)Decimals.FromScaled(profit) / (double)Decimals.FromScaled(BigInteger.Abs(loss));
}
