using System.Globalization;
using System.Text;

namespace TradePersist.Trades;

/// <summary>Writes statistics as a chat message.</summary>
internal static class StatsMessage
{
    private const int Symbols = 3;

    public static string Format(TradeStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        var period = statistics.Days is { } days ? string.Create(CultureInfo.InvariantCulture, $"Last {days} {(days == 1 ? "day" : "days")}") : "All time";
        if (statistics.TotalTrades == 0)
        {
            return $"No closed trades yet ({period.ToLowerInvariant()}).";
        }

        var text = new StringBuilder();
        Line(text, $"*Trade statistics: {period}*");
        Line(text, $"{new string('=', 30)}");
        Line(text, $"");
        Line(text, $"*Performance*");
        Line(text, $"Trades: {statistics.TotalTrades}");
        Line(text, $"Wins / losses: {statistics.Wins} / {statistics.Losses}");
        Line(text, $"Win rate: {statistics.WinRate:F1}%");
        Line(text, $"Total PnL: {Money(statistics.TotalPnl)}");
        Line(text, $"Daily average: {Money(statistics.DailyAverage)}");
        Line(text, $"");
        Line(text, $"*Risk*");
        Line(text, $"Average win: {Money(statistics.AverageWin)}");
        Line(text, $"Average loss: {Money(statistics.AverageLoss)}");
        Line(text, $"Profit factor: {Factor(statistics.ProfitFactor)}");
        if (statistics.BestTrade is { } best)
        {
            AppendTrade(text, "Best trade", best);
        }

        if (statistics.WorstTrade is { PnlUsd: < 0m } worst)
        {
            AppendTrade(text, "Worst trade", worst);
        }

        Line(text, $"");
        Line(text, $"*Top symbols*");
        foreach (var symbol in statistics.TopSymbols.Take(Symbols))
        {
            Line(text, $"{Escape(symbol.Symbol)}: {Money(symbol.Pnl)}, {symbol.Trades} {(symbol.Trades == 1 ? "trade" : "trades")}, {symbol.WinRate:F0}% won");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void AppendTrade(StringBuilder text, string title, Trade trade)
    {
        var pnl = trade.PnlUsd ?? 0m;
        Line(text, $"");
        Line(text, $"*{title}*");
        Line(text, $"{Escape(trade.Symbol)} {TradeWords.Of(trade.Side)}: {(pnl > 0 ? "+" : "")}{Money(pnl)} ({trade.PnlPercent:F1}%)");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Money(decimal amount)
    {
        var rounded = Math.Round(amount, 2, MidpointRounding.AwayFromZero);
        return (rounded < 0 ? "-$" : "$") + Math.Abs(rounded).ToString("F2", CultureInfo.InvariantCulture);
    }

    private static string Factor(double factor) =>
        double.IsPositiveInfinity(factor) ? "∞ (no losses)" : factor > 100 ? ">100" : factor.ToString("F2", CultureInfo.InvariantCulture);

    // Symbols such as 1000PEPE_USDT would otherwise open an italic run that never ends, and the chat refuses the message.
    private static string Escape(string text)
    {
        foreach (var mark in (ReadOnlySpan<string>)["_", "*", "`", "["])
        {
            text = text.Replace(mark, "\\" + mark, StringComparison.Ordinal);
        }

        return text;
    }
}
