using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Relational;

/// <summary>Brings a store to the model: missing tables, columns and indexes, and tables made anew that could not hold the model's rows. Rows are kept.</summary>
public static class SchemaSql
{
    /// <summary>
    /// Creates what is missing. The rows before a new column hold <see cref="Column.Absent"/> in it. Make a column nullable
    /// where "not known then" must be told from zero. A table is made anew from its rows when its key is not the model's, a
    /// column of another type can be widened without a loss, or a column that the model does not know is required: such
    /// columns follow the model's, and may be NULL from then on. Its indexes and triggers come back; checks and foreign
    /// keys that the model does not know do not.
    /// </summary>
    /// <param name="dialect">The engine's dialect.</param>
    /// <param name="tables">The model.</param>
    /// <param name="store">The store, in a transaction.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SchemaMismatchException">Existing tables or rows do not fit. Every problem is named, nothing was changed.</exception>
    public static async Task MigrateAsync(SqlDialect dialect, IReadOnlyList<Table> tables, ISchemaStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(store);
        var existing = new Dictionary<Table, TableComparison>();
        foreach (var table in tables)
        {
            if (await store.ReadColumnsAsync(dialect.StoredName(table), cancellationToken).ConfigureAwait(false) is { Count: > 0 } columns)
            {
                existing.Add(table, new TableComparison(dialect, table, columns));
            }
        }

        ThrowIfAny(existing.Values.SelectMany(comparison => comparison.Problems));
        var rebuilds = existing.Values.Where(comparison => comparison.NeedsRebuild).ToDictionary(comparison => comparison.Table, comparison => new TableRebuild(dialect, comparison, store));
        var problems = new List<string>();
        foreach (var rebuild in rebuilds.Values)
        {
            problems.AddRange(await rebuild.FindProblemsAsync(cancellationToken).ConfigureAwait(false));
        }

        ThrowIfAny(problems);

        foreach (var table in tables)
        {
            if (rebuilds.TryGetValue(table, out var rebuild))
            {
                await rebuild.RunAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (existing.TryGetValue(table, out var comparison))
            {
                foreach (var column in comparison.Missing)
                {
                    await store.ExecuteAsync(AddColumn(dialect, table, column), cancellationToken).ConfigureAwait(false);
                }
            }
            else
            {
                await store.ExecuteAsync(CreateTable(dialect, table), cancellationToken).ConfigureAwait(false);
            }

            foreach (var index in table.Indexes.Where(_ => dialect.UsesIndexes))
            {
                await store.ExecuteAsync(CreateIndex(dialect, table, index), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Creates a table with its key and checks.</summary>
    public static string CreateTable(SqlDialect dialect, Table table)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(table);
        return CreateTable(dialect, table, dialect.TableName(table), []);
    }

    /// <summary>Creates an index unless it is there.</summary>
    public static string CreateIndex(SqlDialect dialect, Table table, TableIndex index)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(index);
        return $"CREATE INDEX IF NOT EXISTS {dialect.Quote(IndexName(dialect, table, index))} ON {dialect.TableName(table)} ({string.Join(", ", index.Columns.Select(column => dialect.OrderTerm(dialect.Quote(column.Name), false, column.Nullable)))})";
    }

    /// <summary>Adds a column to a table that may have rows.</summary>
    public static string AddColumn(SqlDialect dialect, Table table, Column column)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(column);
        var fallback = column.Nullable ? "" : $" DEFAULT {dialect.Literal(column.Kind, column.Absent)}";
        return $"ALTER TABLE {dialect.TableName(table)} ADD COLUMN {Define(dialect, column)}{fallback}";
    }

    internal static string IndexName(SqlDialect dialect, Table table, TableIndex index) => $"{dialect.StoredName(table)}_{string.Join('_', index.Columns)}_idx";

    internal static string CreateTable(SqlDialect dialect, Table table, string quotedName, IReadOnlyList<string> extraColumns)
    {
        var parts = table.Columns.Select(column => Define(dialect, column))
            .Concat(extraColumns)
            .Append($"PRIMARY KEY ({Names(dialect, table.Key)})")
            .Concat(table.Checks.Where(check => dialect.CanCheck(check.Column.Kind)).Select(check => $"CHECK ({Condition(dialect, check)})"));
        return $"CREATE TABLE {quotedName} (\n  {string.Join(",\n  ", parts)}\n){dialect.TableOptions(table)}";
    }

    internal static string Condition(SqlDialect dialect, Check check)
    {
        var right = check.Other is { } other ? dialect.Quote(other.Name) : dialect.Literal(check.Column.Kind, check.Constant);
        return $"{dialect.Quote(check.Column.Name)} {PredicateSql.Symbol(check.Comparison)} {right}";
    }

    private static void ThrowIfAny(IEnumerable<string> problems)
    {
        if (problems.ToList() is { Count: > 0 } found)
        {
            throw new SchemaMismatchException(found);
        }
    }

    private static string Define(SqlDialect dialect, Column column) =>
        $"{dialect.Quote(column.Name)} {dialect.ColumnType(column)}{(column.Nullable ? "" : " NOT NULL")}";

    private static string Names(SqlDialect dialect, IReadOnlyList<Column> columns) =>
        string.Join(", ", columns.Select(column => dialect.Quote(column.Name)));
}
