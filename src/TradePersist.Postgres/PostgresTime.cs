namespace TradePersist.Postgres;

/// <summary>Instants as PostgreSQL keeps them, in microseconds since 2000, against the model's, since 1970. The driver passes them as they are.</summary>
internal static class PostgresTime
{
    private const long Difference = 946_684_800_000_000;

    private static readonly long FirstInstant = Model.Value.Of(DateTimeOffset.MinValue).AsMicroseconds();
    private static readonly long LastInstant = Model.Value.Of(DateTimeOffset.MaxValue).AsMicroseconds();

    public static long ToStored(long microseconds) => microseconds - Difference;

    /// <summary>False for what the model has no instant for: before the year 1, beyond 9999, infinity.</summary>
    public static bool TryFromStored(long stored, out long microseconds)
    {
        microseconds = unchecked(stored + Difference);
        return stored <= LastInstant - Difference && microseconds >= FirstInstant && stored >= FirstInstant - Difference;
    }
}
