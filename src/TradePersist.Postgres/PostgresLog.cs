using Microsoft.Extensions.Logging;

namespace TradePersist.Postgres;

/// <summary>What the PostgreSQL tier logs. Event ids 1500 to 1599.</summary>
internal static partial class PostgresLog
{
    [LoggerMessage(1500, LogLevel.Warning, "Table {Table} was there before it could be partitioned by month, and stays as it is.")]
    public static partial void NotPartitioned(ILogger logger, string table);
}
