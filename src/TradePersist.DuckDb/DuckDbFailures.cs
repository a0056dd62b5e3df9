using DuckDB.NET.Data;
using DuckDB.NET.Native;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.DuckDb;

/// <summary>What failures mean, by DuckDB's error types and by exception types.</summary>
internal static class DuckDbFailures
{
    /// <summary>
    /// Whatever is unknown is tried again: that loses nothing, puts no good record into quarantine, and shows as a tier
    /// that does not get on.
    /// </summary>
    public static FailureKind Classify(Exception exception) => exception switch
    {
        DuckDbFileException file => file.Kind,
        DuckDbStatementException statement => Classify(statement.ErrorType),
        DuckDBException driver => Classify(driver.ErrorType),
        SchemaMismatchException or UnreadableValueException or ObjectDisposedException or NotSupportedException => FailureKind.Fatal,

        // A value that is not of its column's kind, text that is not Unicode, a filter on another table's column.
        InvalidOperationException or ArgumentException or OverflowException => FailureKind.Permanent,
        _ => FailureKind.Transient,
    };

    /// <summary>Whether the database may be in a state that only opening it anew cures.</summary>
    public static bool SpoilsDatabase(Exception exception) => exception switch
    {
        DuckDbStatementException statement => SpoilsDatabase(statement.ErrorType),
        DuckDBException driver => SpoilsDatabase(driver.ErrorType),
        _ => false,
    };

    private static FailureKind Classify(DuckDBErrorType type) => type switch
    {
        DuckDBErrorType.Constraint or DuckDBErrorType.Conversion or DuckDBErrorType.OutOfRange or DuckDBErrorType.MismatchType
            or DuckDBErrorType.InvalidType or DuckDBErrorType.Decimal or DuckDBErrorType.DivideByZero or DuckDBErrorType.ObjectSize
            or DuckDBErrorType.InvalidInput => FailureKind.Permanent,
        DuckDBErrorType.Catalog or DuckDBErrorType.Binder or DuckDBErrorType.Parser or DuckDBErrorType.Syntax or DuckDBErrorType.Dependency
            or DuckDBErrorType.Permission or DuckDBErrorType.NotImplemented or DuckDBErrorType.Serialization or DuckDBErrorType.Settings
            or DuckDBErrorType.Internal or DuckDBErrorType.MissingExtension or DuckDBErrorType.Autoload => FailureKind.Fatal,
        _ => FailureKind.Transient,
    };

    // After these DuckDB refuses everything until the database is opened anew, which empties one in memory. Nothing else is worth that.
    private static bool SpoilsDatabase(DuckDBErrorType type) =>
        type is DuckDBErrorType.Fatal or DuckDBErrorType.Internal or DuckDBErrorType.Connection;
}
