using System.Globalization;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.DuckDb;

/// <summary>DuckDB. Its text compares by UTF-8 bytes, and its decimals are the model's own.</summary>
internal sealed class DuckDbDialect(string tablePrefix) : SqlDialect(tablePrefix)
{
    public const string DecimalType = "DECIMAL(38,18)";

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

    public override string OrderTerm(string expression, bool descending) =>
        descending ? $"{expression} DESC NULLS LAST" : $"{expression} NULLS FIRST";

    // A sum of decimals may pass through more than 38 digits, so the digits before and after the point are summed apart.
    public override string Sum(ColumnKind kind, string expression, string origin) => kind == ColumnKind.Decimal
        ? $"CAST(SUM(CAST(trunc({expression}) AS HUGEINT)) AS VARCHAR) || ' ' || CAST(SUM(({expression}) - trunc({expression})) AS VARCHAR)"
        : $"SUM({expression})";

    public override object FromDriver(object value) => DuckDbDoorValues.FromDriver(value);

    public override object FromStored(object value, Type target) => DuckDbDoorValues.FromStored(value, target);

    public override object ToStored(object value) => DuckDbDoorValues.ToStored(value);
}
