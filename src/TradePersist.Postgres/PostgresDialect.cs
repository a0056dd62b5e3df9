using System.Globalization;
using System.Text.RegularExpressions;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Postgres;

/// <summary>PostgreSQL. Texts are declared to compare by bytes, whatever the database's own locale.</summary>
/// <param name="schema">The schema of the tables; empty for the one that the session finds.</param>
/// <param name="tablePrefix">Put before their names.</param>
/// <param name="monthly">Says which tables are partitioned by month when they are created.</param>
internal sealed partial class PostgresDialect(string schema, string tablePrefix, Func<Table, bool> monthly) : SqlDialect(tablePrefix)
{
    private const string ByBytes = " COLLATE \"C\"";
    private const string DecimalType = "numeric(38,18)";

    public override string Qualify(string storedName) => schema.Length == 0 ? Quote(storedName) : $"{Quote(schema)}.{Quote(storedName)}";

    public override string Parameter(int number) => string.Create(CultureInfo.InvariantCulture, $"${number}");

    public override string ColumnType(Column column) => column.Kind == ColumnKind.Text ? TypeName(column.Kind) + ByBytes : TypeName(column.Kind);

    public override bool Accepts(Column column, string storedType) =>
        storedType == ColumnType(column)
        || (column.Kind == ColumnKind.Decimal && storedType == "numeric")
        || (column.Kind == ColumnKind.Text && Varying().Match(storedType) is { Success: true } match && (!match.Groups[1].Success || Number(match, 1) >= column.MaxLength));

    // Widening is done where no value can be lost or rounded.
    public override bool Widens(Column column, string storedType) => column.Kind switch
    {
        ColumnKind.Int32 => storedType == "smallint",
        ColumnKind.Int64 => storedType is "smallint" or "integer",
        ColumnKind.Double => storedType is "smallint" or "integer" or "real",
        ColumnKind.Decimal => storedType is "smallint" or "integer" or "bigint" || IsNarrowDecimal(storedType),
        ColumnKind.Text => Letters().IsMatch(storedType),
        ColumnKind.Json => storedType == "jsonb",
        _ => false,
    };

    public override string TableOptions(Table table) => monthly(table) ? $" PARTITION BY RANGE ({Quote(table.Time!.Name)})" : "";

    public override bool CanCheck(ColumnKind kind) => kind != ColumnKind.Json;

    public override string Literal(ColumnKind kind, in Value value) => kind switch
    {
        ColumnKind.Int64 or ColumnKind.Int32 => value.AsInt64().ToString(CultureInfo.InvariantCulture),
        ColumnKind.Bool => value.AsBool() ? "true" : "false",
        ColumnKind.Blob => $"'\\x{value}'::bytea",
        ColumnKind.Text => Text(value),
        _ => $"{Text(value)}::{TypeName(kind)}",
    };

    public override string Text(ColumnKind kind, string expression) => kind == ColumnKind.Timestamp
        ? $"to_char({expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        : $"{expression}::text";

    public override string Null(Column column) => $"NULL::{TypeName(column.Kind)}";

    // The type json keeps the document as it was written, and knows no order.
    public override string Comparable(ColumnKind kind, string expression, string origin) =>
        kind == ColumnKind.Json ? $"({expression}::text{ByBytes})" : expression;

    public override string Selected(ColumnKind kind, string name) => Comparable(kind, name, name);

    // What cannot be NULL is left to the default, which the order of an index fits in both directions.
    public override string OrderTerm(string expression, bool descending, bool isNullable) =>
        $"{expression}{(descending ? " DESC" : "")}{(isNullable ? descending ? " NULLS LAST" : " NULLS FIRST" : "")}";

    public override string Sum(ColumnKind kind, string expression, string origin) =>
        kind is ColumnKind.Int64 or ColumnKind.Decimal ? $"SUM({expression})::text" : $"SUM({expression})";

    public override object FromDriver(object value) => value;

    public override object FromStored(object value, Type target) => PostgresDoorValues.FromStored(value, target);

    public override SqlDialect WithoutSettings() => new PostgresDialect("", "", _ => false);

    public override object ToStored(object value) => PostgresDoorValues.ToStored(value);

    public override object ToStoredList(IEnumerable<object?> items) => PostgresDoorValues.ToArray(items);

    private static string TypeName(ColumnKind kind) => kind switch
    {
        ColumnKind.Int64 => "bigint",
        ColumnKind.Int32 => "integer",
        ColumnKind.Double => "double precision",
        ColumnKind.Decimal => DecimalType,
        ColumnKind.Bool => "boolean",
        ColumnKind.Text => "text",
        ColumnKind.Json => "json",
        ColumnKind.Timestamp => "timestamp with time zone",
        ColumnKind.Guid => "uuid",
        ColumnKind.Blob => "bytea",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    private static string Text(in Value value) => $"'{value.ToString().Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool IsNarrowDecimal(string type) =>
        Decimal().Match(type) is { Success: true } match
        && Number(match, 2) is var scale and <= Decimals.Scale
        && Number(match, 1) - scale <= Decimals.IntegerDigits;

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\Anumeric\((\d+),(\d+)\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\Acharacter varying(?:\((\d+)\))? COLLATE ""C""\z", RegexOptions.CultureInvariant)]
    private static partial Regex Varying();

    [GeneratedRegex(@"\A(text|character varying|character)(\(\d+\))?( COLLATE .*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Letters();
}
