using TradePersist.Model;

namespace TradePersist.Trades;

/// <summary>A UTC day, as the microseconds of its midnight since 1970, and a symbol.</summary>
internal readonly record struct StatsKey(long Day, string Symbol)
{
    public const long DayLength = 86_400_000_000;

    public static StatsKey Of(Trade trade) => new(DayOf(Timestamps.ToMicroseconds(trade.ExitTime!.Value)), trade.Symbol);

    public static long DayOf(long microseconds)
    {
        var intoDay = microseconds % DayLength;
        return microseconds - intoDay - (intoDay < 0 ? DayLength : 0);
    }
}
