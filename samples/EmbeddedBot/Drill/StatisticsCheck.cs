using System.Globalization;
using TradePersist;
using TradePersist.Trades;

namespace EmbeddedBot.Drill;

/// <summary>The statistics that were kept up to date through all the kills, and the same from the trades themselves.</summary>
internal sealed record StatisticsCheck(IReadOnlyList<string> Differences)
{
    public bool IsRight => Differences.Count == 0;

    public static async Task<StatisticsCheck> RunAsync(TradePersistence memory, string tier, IReadOnlyList<Trade> trades)
    {
        var kept = await memory.Trades.GetStatisticsAsync(options: new ReadOptions { Tier = tier, Timeout = TimeSpan.FromSeconds(60) });
        var closed = trades.Where(trade => trade.Status == TradeStatus.Closed).ToList();
        List<string> differences = [];
        Compare("trades", kept.TotalTrades, closed.Count);
        Compare("wins", kept.Wins, closed.Count(trade => trade.PnlUsd > 0));
        Compare("gross profit", kept.GrossProfit, closed.Where(trade => trade.PnlUsd > 0).Sum(trade => trade.PnlUsd!.Value));
        Compare("gross loss", kept.GrossLoss, closed.Where(trade => trade.PnlUsd <= 0).Sum(trade => trade.PnlUsd!.Value));
        Compare("profit", kept.TotalPnl, closed.Sum(trade => trade.PnlUsd!.Value));
        Compare("symbols", kept.BySymbol.Count, closed.Select(trade => trade.Symbol).Distinct().Count());
        foreach (var symbol in closed.GroupBy(trade => trade.Symbol))
        {
            Compare($"profit of {symbol.Key}", kept.BySymbol.GetValueOrDefault(symbol.Key)?.Pnl ?? 0, symbol.Sum(trade => trade.PnlUsd!.Value));
        }

        return new StatisticsCheck(differences);

        void Compare(string name, decimal statistic, decimal sum)
        {
            if (statistic != sum)
            {
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"{tier}: {name}: {statistic} in the statistics, {sum} in the trades"));
            }
        }
    }
}
