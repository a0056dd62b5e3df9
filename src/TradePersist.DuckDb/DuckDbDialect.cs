using System.Globalization;
using System.Text.RegularExpressions;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.DuckDb;

/// <summary>DuckDB. Its text compares by UTF-8 bytes, and its decimals are the model's own.</summary>
internal sealed partial class DuckDbDialect(string tablePrefix) : SqlDialect(tablePrefix)
{
    private const string DecimalType = "DECIMAL(38,18)";

    private static readonly HashSet<string> SmallIntegers = ["TINYINT", "SMALLINT", "UTINYINT", "USMALLINT"];

    // CURRENT_TIMESTAMP has a zone, and casting that away takes an extension.
    public override string Now => "make_timestamp(epoch_us(now()))";

    public override string Parameter(int number) => string.Create(CultureInfo.InvariantCulture, $"${number}");

    public override string ColumnType(Column column) => column.Kind switch
    {
        ColumnKind.Int64 => "BIGINT",
        ColumnKind.Int32 => "INTEGER",
        ColumnKind.Double => "DOUBLE",
        ColumnKind.Decimal => DecimalType,
        ColumnKind.Bool => "BOOLEAN",
        ColumnKind.Text or ColumnKind.Json => "VARCHAR",
        ColumnKind.Timestamp => "TIMESTAMP",
        ColumnKind.Guid => "UUID",
        ColumnKind.Blob => "BLOB",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Kind, "Unknown kind."),
    };

    public override bool Accepts(Column column, string storedType) => storedType == ColumnType(column);

    // Widening is done where no value can be lost or rounded: integers into wider ones, and into decimals.
    public override bool Widens(Column column, string storedType) => column.Kind switch
    {
        ColumnKind.Int32 => SmallIntegers.Contains(storedType),
        ColumnKind.Int64 => SmallIntegers.Contains(storedType) || storedType is "INTEGER" or "UINTEGER",
        ColumnKind.Double => SmallIntegers.Contains(storedType) || storedType is "FLOAT" or "INTEGER" or "UINTEGER",
        ColumnKind.Decimal => SmallIntegers.Contains(storedType) || storedType is "INTEGER" or "UINTEGER" or "BIGINT" or "UBIGINT" || IsNarrowDecimal(storedType),
        ColumnKind.Text or ColumnKind.Json => storedType == "JSON" || storedType.StartsWith("ENUM(", StringComparison.Ordinal),
        ColumnKind.Timestamp => storedType is "TIMESTAMP_S" or "TIMESTAMP_MS" or "DATE",
        _ => false,
    };

    public override bool CanAddRequiredColumns => false;

    // DuckDB finds a key by its own index, and ranges by the least and greatest values that it keeps of every few rows.
    // A further index would only be asked for single values, and every write would have to maintain it.
    public override bool UsesIndexes => false;

    public override string Literal(ColumnKind kind, in Value value) => kind switch
    {
        ColumnKind.Int64 or ColumnKind.Int32 => value.AsInt64().ToString(CultureInfo.InvariantCulture),
        ColumnKind.Bool => value.AsBool() ? "true" : "false",
        ColumnKind.Double => $"{value.AsDouble().ToString("R", CultureInfo.InvariantCulture)}::DOUBLE",
        ColumnKind.Decimal => $"'{value}'::{DecimalType}",
        ColumnKind.Timestamp => $"make_timestamp({value.AsMicroseconds().ToString(CultureInfo.InvariantCulture)})",
        ColumnKind.Guid => $"'{value}'::UUID",
        ColumnKind.Blob => $"unhex('{value}')",
        _ => $"'{value.ToString().Replace("'", "''", StringComparison.Ordinal)}'",
    };

    public override string OrderTerm(string expression, bool descending, bool isNullable) =>
        descending ? $"{expression} DESC NULLS LAST" : $"{expression} NULLS FIRST";

    // A sum of decimals may pass through more than 38 digits, so the digits before and after the point are summed apart.
    public override string Sum(ColumnKind kind, string expression, string origin) => kind == ColumnKind.Decimal
        ? $"CAST(SUM(CAST(trunc({expression}) AS HUGEINT)) AS VARCHAR) || ' ' || CAST(SUM(({expression}) - trunc({expression})) AS VARCHAR)"
        : $"SUM({expression})";

    public override object FromDriver(object value) => DuckDbDoorValues.FromDriver(value);

    public override object FromStored(object value, Type target) => DuckDbDoorValues.FromStored(value, target);

    public override SqlDialect WithoutSettings() => new DuckDbDialect("");

    public override object ToStored(object value) => DuckDbDoorValues.ToStored(value);

    private static bool IsNarrowDecimal(string type) =>
        Decimal().Match(type) is { Success: true } match
        && int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) is var scale and <= Decimals.Scale
        && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - scale <= Decimals.IntegerDigits;

    [GeneratedRegex(@"\ADECIMAL\((\d+),(\d+)\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();
}
