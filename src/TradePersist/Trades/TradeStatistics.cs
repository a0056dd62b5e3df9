namespace TradePersist.Trades;

/// <summary>
/// Statistics of the closed trades of a period. The formulas are those of the trade tracker this replaces: a trade
/// without profit or loss counts as a loss. Quotients are rounded half to even at 18 decimals. Without trades all
/// numbers are 0, best and worst null and the lists empty.
/// </summary>
public sealed record TradeStatistics
{
    /// <summary>The length of the period in days back from <see cref="CalculatedAt"/>; null for all time.</summary>
    public int? Days { get; init; }

    /// <summary>When the period ends.</summary>
    public DateTimeOffset CalculatedAt { get; init; }

    /// <summary>How many trades were closed in the period.</summary>
    public long TotalTrades { get; init; }

    /// <summary>Trades with a profit above zero.</summary>
    public long Wins { get; init; }

    /// <summary>Trades with a profit of zero or below.</summary>
    public long Losses { get; init; }

    /// <summary>Wins in percent of all trades.</summary>
    public decimal WinRate { get; init; }

    /// <summary>The sum of all profits and losses.</summary>
    public decimal TotalPnl { get; init; }

    /// <summary>The sum of the wins.</summary>
    public decimal GrossProfit { get; init; }

    /// <summary>The sum of the losses, 0 or below.</summary>
    public decimal GrossLoss { get; init; }

    /// <summary>The mean win; 0 without one.</summary>
    public decimal AverageWin { get; init; }

    /// <summary>The mean loss, 0 or below; 0 without one.</summary>
    public decimal AverageLoss { get; init; }

    /// <summary>
    /// Gross profit over gross loss without its sign. <see cref="double.PositiveInfinity"/> when there is profit and
    /// no loss amount, 0 when there is neither. A serialiser may have to be told to write infinity.
    /// </summary>
    public double ProfitFactor { get; init; }

    /// <summary>The trade with the largest profit; of several the first closed. Null without trades.</summary>
    public Trade? BestTrade { get; init; }

    /// <summary>The trade with the smallest profit; of several the first closed. Null without trades.</summary>
    public Trade? WorstTrade { get; init; }

    /// <summary>Whole 24-hour periods between the first and the last exit, plus 1; not calendar days. 0 without trades.</summary>
    public int TradingDays { get; init; }

    /// <summary>Total profit over trading days.</summary>
    public decimal DailyAverage { get; init; }

    /// <summary>Per symbol, in the order of the symbols.</summary>
    public IReadOnlyDictionary<string, SymbolStatistics> BySymbol { get; init; } = new Dictionary<string, SymbolStatistics>();

    /// <summary>The 5 symbols with the largest profit, largest first; ties by symbol.</summary>
    public IReadOnlyList<SymbolStatistics> TopSymbols { get; init; } = [];

    /// <summary>The 5 symbols with the smallest profit, smallest first; ties by symbol.</summary>
    public IReadOnlyList<SymbolStatistics> WorstSymbols { get; init; } = [];

    /// <summary>The tier that answered; several, separated by commas, when one fell out on the way.</summary>
    public string Tier { get; init; } = "";

    /// <summary>Whether the tier knows every trade of the period.</summary>
    public bool IsComplete { get; init; } = true;
}
