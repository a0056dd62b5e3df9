using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Relational;

/// <summary>The statements that bring a store to the model: missing tables, columns and indexes. Rows are kept.</summary>
public static class SchemaSql
{
    /// <summary>
    /// What is missing. The rows before a new column hold <see cref="Column.Absent"/> in it. Make a column nullable where
    /// "not known then" must be told from zero.
    /// </summary>
    /// <param name="dialect">The engine's dialect.</param>
    /// <param name="tables">The model.</param>
    /// <param name="stored">The columns of a table as it stands, by its name in the store; none when there is no such table.</param>
    /// <exception cref="SchemaMismatchException">Existing tables do not fit. Every problem is named.</exception>
    public static IReadOnlyList<string> Migrate(
        SqlDialect dialect, IReadOnlyList<Table> tables, Func<string, IReadOnlyList<StoredColumn>> stored)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(stored);
        var problems = new List<string>();
        var statements = new List<string>();
        foreach (var table in tables)
        {
            var existing = stored(dialect.StoredName(table));
            if (existing.Count == 0)
            {
                statements.Add(CreateTable(dialect, table));
            }
            else
            {
                problems.AddRange(SchemaComparison.Problems(dialect, table, existing));
                statements.AddRange(table.Columns
                    .Where(column => SchemaComparison.Find(existing, column) is null)
                    .Select(column => AddColumn(dialect, table, column)));
            }

            statements.AddRange(table.Indexes.Select(index => CreateIndex(dialect, table, index)));
        }

        return problems.Count == 0 ? statements : throw new SchemaMismatchException(problems);
    }

    /// <summary>Creates a table with its key and checks.</summary>
    public static string CreateTable(SqlDialect dialect, Table table)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(table);
        var parts = table.Columns.Select(column => Define(dialect, column))
            .Append($"PRIMARY KEY ({Names(dialect, table.Key)})")
            .Concat(table.Checks.Where(check => dialect.CanCheck(check.Column.Kind)).Select(check => Define(dialect, check)));
        return $"CREATE TABLE {dialect.TableName(table)} (\n  {string.Join(",\n  ", parts)}\n){dialect.TableOptions(table)}";
    }

    /// <summary>Creates an index unless it is there.</summary>
    public static string CreateIndex(SqlDialect dialect, Table table, TableIndex index)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(index);
        var name = $"{dialect.StoredName(table)}_{string.Join('_', index.Columns)}_idx";
        return $"CREATE INDEX IF NOT EXISTS {dialect.Quote(name)} ON {dialect.TableName(table)} ({Names(dialect, index.Columns)})";
    }

    private static string AddColumn(SqlDialect dialect, Table table, Column column)
    {
        var fallback = column.Nullable ? "" : $" DEFAULT {dialect.Literal(column.Kind, column.Absent)}";
        return $"ALTER TABLE {dialect.TableName(table)} ADD COLUMN {Define(dialect, column)}{fallback}";
    }

    private static string Define(SqlDialect dialect, Column column) =>
        $"{dialect.Quote(column.Name)} {dialect.ColumnType(column)}{(column.Nullable ? "" : " NOT NULL")}";

    private static string Define(SqlDialect dialect, Check check)
    {
        var right = check.Other is { } other ? dialect.Quote(other.Name) : dialect.Literal(check.Column.Kind, check.Constant);
        return $"CHECK ({dialect.Quote(check.Column.Name)} {PredicateSql.Symbol(check.Comparison)} {right})";
    }

    private static string Names(SqlDialect dialect, IReadOnlyList<Column> columns) =>
        string.Join(", ", columns.Select(column => dialect.Quote(column.Name)));
}
