using System.Globalization;
using TradePersist.Trades;

namespace TradePersist.Tests.Trades;

/// <summary>The statistics as the facts say, over a plain list: slow, and with nothing in common with the code under test.</summary>
internal static class StatisticsOracle
{
    public static TradeStatistics Of(IEnumerable<Trade> trades, int? days, DateTimeOffset now)
    {
        var closed = trades
            .Where(trade => trade.Status == TradeStatus.Closed && (days is null || trade.ExitTime >= now.AddDays(-days.Value)))
            .OrderBy(trade => trade.ExitTime).ThenBy(trade => trade.Id.ToString(), StringComparer.Ordinal)
            .ToList();
        if (closed.Count == 0)
        {
            return new TradeStatistics { Days = days, CalculatedAt = now, Tier = "rows" };
        }

        var wins = closed.Where(trade => trade.PnlUsd > 0).Select(trade => trade.PnlUsd!.Value).ToList();
        var losses = closed.Where(trade => trade.PnlUsd <= 0).Select(trade => trade.PnlUsd!.Value).ToList();
        var tradingDays = Math.Max(1, (int)(closed[^1].ExitTime!.Value - closed[0].ExitTime!.Value).TotalDays + 1);
        var symbols = closed.GroupBy(trade => trade.Symbol, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new SymbolStatistics(
            group.Key,
            group.Count(),
            group.Count(trade => trade.PnlUsd > 0),
            Round(group.Sum(trade => trade.PnlUsd!.Value)),
            Round(100m * group.Count(trade => trade.PnlUsd > 0) / group.Count()))).ToList();
        return new TradeStatistics
        {
            Days = days,
            CalculatedAt = now,
            Tier = "rows",
            TotalTrades = closed.Count,
            Wins = wins.Count,
            Losses = losses.Count,
            WinRate = Round(100m * wins.Count / closed.Count),
            TotalPnl = Round(closed.Sum(trade => trade.PnlUsd!.Value)),
            GrossProfit = Round(wins.Sum()),
            GrossLoss = Round(losses.Sum()),
            AverageWin = wins.Count == 0 ? 0 : Round(wins.Sum() / wins.Count),
            AverageLoss = losses.Count == 0 ? 0 : Round(losses.Sum() / losses.Count),
            ProfitFactor = losses.Sum() != 0 ? (double)wins.Sum() / (double)-losses.Sum() : wins.Count > 0 ? double.PositiveInfinity : 0,
            BestTrade = closed.First(trade => trade.PnlUsd == closed.Max(other => other.PnlUsd)),
            WorstTrade = closed.First(trade => trade.PnlUsd == closed.Min(other => other.PnlUsd)),
            TradingDays = tradingDays,
            DailyAverage = Round(closed.Sum(trade => trade.PnlUsd!.Value) / tradingDays),
            BySymbol = symbols.ToDictionary(symbol => symbol.Symbol),
            TopSymbols = [.. symbols.OrderByDescending(symbol => symbol.Pnl).Take(5)],
            WorstSymbols = [.. symbols.OrderBy(symbol => symbol.Pnl).Take(5)],
        };
    }

    public static string Text(TradeStatistics statistics) => string.Join('\n',
        statistics with { ProfitFactor = double.Parse(statistics.ProfitFactor.ToString("G14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), BySymbol = null!, TopSymbols = null!, WorstSymbols = null! },
        string.Join(", ", statistics.BySymbol.Values),
        string.Join(", ", statistics.TopSymbols),
        string.Join(", ", statistics.WorstSymbols));

    private static decimal Round(decimal value) => Math.Round(value, 18, MidpointRounding.ToEven) / 1.0000000000000000000000000000m;
}
