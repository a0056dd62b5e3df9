namespace TradePersist.Trades;

/// <summary>A best or worst trade: its profit, its exit in microseconds since 1970 UTC, its id.</summary>
internal readonly record struct StatsExtreme(decimal Pnl, long Exit, Guid Id)
{
    /// <summary>The better of two (worse, with the sign -1); of equal ones the first closed, then the smaller id.</summary>
    public static StatsExtreme? Of(StatsExtreme? left, StatsExtreme? right, int sign) =>
        (left, right) switch
        {
            (null, _) => right,
            (_, null) => left,
            _ => Compare(left.Value, right.Value, sign) <= 0 ? left : right,
        };

    public static int Compare(StatsExtreme left, StatsExtreme right, int sign)
    {
        var order = right.Pnl.CompareTo(left.Pnl) * sign;
        order = order != 0 ? order : left.Exit.CompareTo(right.Exit);
        return order != 0 ? order : string.CompareOrdinal(left.Id.ToString("N"), right.Id.ToString("N"));
    }
}
