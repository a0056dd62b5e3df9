using Npgsql;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.Postgres;

/// <summary>What failures mean, by SQLSTATE and by exception type.</summary>
internal static class PostgresFailures
{
    /// <summary>
    /// Whatever is unknown is tried again: that loses nothing, puts no good record into quarantine, and shows as a tier
    /// that does not get on. So is what an operator mends on the server: a password, a right, a database that is missing.
    /// </summary>
    public static FailureKind Classify(Exception exception) => exception switch
    {
        PostgresException when IsSchemaGone(exception) => FailureKind.Transient,
        PostgresException server => Classify(server.SqlState),
        SchemaMismatchException or UnreadableValueException or ObjectDisposedException or NotSupportedException => FailureKind.Fatal,

        // A value that is not of its column's kind, text that is not Unicode, a filter on another table's column.
        InvalidOperationException or ArgumentException or OverflowException or InvalidCastException => FailureKind.Permanent,
        _ => FailureKind.Transient,
    };

    /// <summary>Whether tables are not as they were left: somebody dropped them or a partition, or restored an older database.</summary>
    public static bool IsSchemaGone(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName,
    }
    || IsPartitionMissing(exception);

    /// <summary>Whether a row has no partition to go to, which the server calls a check that no constraint names.</summary>
    public static bool IsPartitionMissing(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: null };

    /// <summary>Whether it is the connection that failed, and others like it probably have too.</summary>
    public static bool IsConnectionLost(Exception exception) => exception switch
    {
        PostgresException server => server.SqlState.StartsWith("57P", StringComparison.Ordinal) || server.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException => exception.InnerException is IOException or System.Net.Sockets.SocketException,
        IOException => true,
        _ => false,
    };

    private static FailureKind Classify(string state) => state switch
    {
        // Rights, which can be granted. The rest of the class is SQL that the server does not understand.
        PostgresErrorCodes.InsufficientPrivilege => FailureKind.Transient,

        // Damaged data and indexes.
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => FailureKind.Fatal,
        _ => state.AsSpan(0, Math.Min(2, state.Length)) switch
        {
            // A value or a rule that refuses the record; too long for an index; a trigger that raises; a view's check.
            "22" or "23" or "21" or "54" or "P0" or "44" => FailureKind.Permanent,
            "42" or "0A" => FailureKind.Fatal,
            _ => FailureKind.Transient,
        },
    };
}
