using System.Globalization;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Sqlite;

/// <summary>SQLite, 3.35 and later. Decimals are text, which compares and sums by functions of our own connections only.</summary>
internal sealed class SqliteDialect(string tablePrefix) : SqlDialect(tablePrefix)
{
    private const int WidestClusteredRow = 200;

    public override string Now => "CAST(strftime('%s', 'now') AS INTEGER) * 1000000";

    public override string Parameter(int number) => string.Create(CultureInfo.InvariantCulture, $"?{number}");

    public override string ColumnType(Column column) => column.Kind switch
    {
        ColumnKind.Int64 or ColumnKind.Int32 or ColumnKind.Bool or ColumnKind.Timestamp => "INTEGER",
        ColumnKind.Double => "REAL",
        ColumnKind.Decimal or ColumnKind.Text or ColumnKind.Json or ColumnKind.Guid => "TEXT",
        ColumnKind.Blob => "BLOB",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Kind, "Unknown kind."),
    };

    // SQLite goes by the affinity that it finds in a type's name, so another name of the same affinity is as good.
    public override bool Accepts(Column column, string storedType) => Affinity(storedType) == ColumnType(column);

    // Without a row id the rows lie in the order of the key, and the key is stored once. But such rows stay within
    // index pages, which put off all but a quarter page of a row to pages of its own: a table of 150 numbers took
    // three times the room. SQLite's documentation draws the line at a twentieth of a page.
    public override string TableOptions(Table table) => table.Columns.Sum(TypicalBytes) <= WidestClusteredRow ? " WITHOUT ROWID" : "";

    public override bool CanCheck(ColumnKind kind) => kind != ColumnKind.Decimal;

    public override string Literal(ColumnKind kind, in Value value) => kind switch
    {
        ColumnKind.Int64 or ColumnKind.Int32 => value.AsInt64().ToString(CultureInfo.InvariantCulture),
        ColumnKind.Timestamp => value.AsMicroseconds().ToString(CultureInfo.InvariantCulture),
        ColumnKind.Bool => value.AsBool() ? "1" : "0",
        ColumnKind.Double => value.AsDouble().ToString("R", CultureInfo.InvariantCulture),
        ColumnKind.Blob => $"X'{Convert.ToHexString(value.AsBlob())}'",
        _ => $"'{value.ToString().Replace("'", "''", StringComparison.Ordinal)}'",
    };

    public override string Text(ColumnKind kind, string expression) => kind == ColumnKind.Timestamp
        ? $"strftime('%Y-%m-%d %H:%M:%S', {expression} / 1000000, 'unixepoch')"
        : base.Text(kind, expression);

    public override string Comparable(ColumnKind kind, string expression, string origin) =>
        kind == ColumnKind.Decimal ? $"{DecimalFunctions.Key}({expression}, '{origin}')" : expression;

    public override string Sum(ColumnKind kind, string expression, string origin) => kind switch
    {
        ColumnKind.Double => $"SUM({expression})",
        ColumnKind.Decimal => $"{DecimalFunctions.Sum}({expression}, '{origin}')",
        _ => $"{IntegerSum.Name}({expression}, '{origin}')",
    };

    public override string Extreme(AggregateFunction extreme, ColumnKind kind, string expression, string origin) =>
        kind == ColumnKind.Decimal
            ? $"{DecimalFunctions.OfKey}({base.Extreme(extreme, kind, Comparable(kind, expression, origin), origin)})"
            : base.Extreme(extreme, kind, expression, origin);

    public override object FromStored(object value, Type target) => SqliteDoorValues.FromStored(value, target);

    public override SqlDialect WithoutSettings() => new SqliteDialect("");

    public override object ToStored(object value) => SqliteDoorValues.ToStored(value);

    private static int TypicalBytes(Column column) => column.Kind switch
    {
        ColumnKind.Bool => 1,
        ColumnKind.Decimal => 10,
        ColumnKind.Text => Math.Min(column.MaxLength, 16),
        ColumnKind.Guid => 36,
        ColumnKind.Json or ColumnKind.Blob => WidestClusteredRow,
        _ => sizeof(long),
    };

    private static string Affinity(string type)
    {
        bool Has(string part) => type.Contains(part, StringComparison.OrdinalIgnoreCase);
        return Has("INT") ? "INTEGER"
            : Has("CHAR") || Has("CLOB") || Has("TEXT") ? "TEXT"
            : Has("BLOB") || type.Length == 0 ? "BLOB"
            : Has("REAL") || Has("FLOA") || Has("DOUB") ? "REAL"
            : "NUMERIC";
    }
}
