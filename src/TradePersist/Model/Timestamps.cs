using System.Globalization;

namespace TradePersist.Model;

/// <summary>Instants as microseconds since 1970-01-01 UTC.</summary>
internal static class Timestamps
{
    private const long UnixEpochTicks = 621_355_968_000_000_000;

    public static readonly long Minimum = ToMicroseconds(new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static readonly long Maximum = ToMicroseconds(DateTimeOffset.MaxValue);

    public static long ToMicroseconds(DateTimeOffset value)
    {
        // Floor, not truncation, so that instants before 1970 are cut in the same direction as those after.
        var ticks = value.UtcTicks - UnixEpochTicks;
        return Math.DivRem(ticks, TimeSpan.TicksPerMicrosecond, out var rest) - (rest < 0 ? 1 : 0);
    }

    public static DateTimeOffset FromMicroseconds(long value) =>
        new(UnixEpochTicks + (value * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static string ToText(long microseconds) =>
        FromMicroseconds(microseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
