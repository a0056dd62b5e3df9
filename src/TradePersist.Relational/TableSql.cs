using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>The statements that write rows.</summary>
public static class TableSql
{
    /// <summary>Inserts one row, or overwrites the row of the same key. One parameter per column, by ordinal.</summary>
    public static string Upsert(SqlDialect dialect, Table table)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(table);
        return Upsert(dialect, table, $"VALUES ({string.Join(", ", table.Columns.Select(column => dialect.Parameter(column.Ordinal + 1)))})");
    }

    /// <summary>Inserts a row unless its key is there.</summary>
    public static SqlStatement Insert(SqlDialect dialect, Row row)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        var table = row.Table;
        var values = string.Join(", ", table.Columns.Select(column => dialect.Parameter(column.Ordinal + 1)));
        return new SqlStatement(
            $"INSERT INTO {dialect.TableName(table)} ({Names(dialect, table)}) VALUES ({values}) ON CONFLICT ({string.Join(", ", table.Key.Select(column => dialect.Quote(column.Name)))}) DO NOTHING",
            [.. table.Columns.Select(column => new SqlParameter(column.Kind, row[column]))]);
    }

    /// <summary>Upserts every row of another table that has the same columns, by name. No key may be there twice.</summary>
    /// <param name="dialect">The engine's dialect.</param>
    /// <param name="table">The table.</param>
    /// <param name="source">The other one, quoted.</param>
    public static string UpsertFrom(SqlDialect dialect, Table table, string source)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(table);
        return Upsert(dialect, table, $"SELECT {Names(dialect, table)} FROM {source}");
    }

    /// <summary>Deletes the rows that meet a filter.</summary>
    public static SqlStatement Delete(SqlDialect dialect, Table table, Filter filter)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(filter);
        var sql = new SqlBuilder(dialect, table).Append("DELETE FROM ").Append(dialect.TableName(table));
        PredicateSql.AppendWhere(sql, filter.Conditions);
        return sql.Build();
    }

    private static string Upsert(SqlDialect dialect, Table table, string rows)
    {
        var key = string.Join(", ", table.Key.Select(column => dialect.Quote(column.Name)));
        var others = table.Columns.Except(table.Key)
            .Select(column => dialect.Quote(column.Name))
            .Select(name => $"{name} = excluded.{name}")
            .ToList();
        var action = others.Count == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", others)}";
        return $"INSERT INTO {dialect.TableName(table)} ({Names(dialect, table)}) {rows} ON CONFLICT ({key}) DO {action}";
    }

    private static string Names(SqlDialect dialect, Table table) => string.Join(", ", table.Columns.Select(column => dialect.Quote(column.Name)));
}
