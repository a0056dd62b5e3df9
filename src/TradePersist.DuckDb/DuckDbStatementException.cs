using DuckDB.NET.Native;

namespace TradePersist.DuckDb;

/// <summary>DuckDB refused a statement or rows.</summary>
/// <param name="errorType">What kind of failure DuckDB calls it; <see cref="DuckDBErrorType.Invalid"/> where it does not say.</param>
/// <param name="message">What it says.</param>
public sealed class DuckDbStatementException(DuckDBErrorType errorType, string message) : TradePersistException(message)
{
    /// <summary>What kind of failure DuckDB calls it; <see cref="DuckDBErrorType.Invalid"/> where it does not say.</summary>
    public DuckDBErrorType ErrorType { get; } = errorType;
}
