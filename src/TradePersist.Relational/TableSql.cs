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
        var names = string.Join(", ", table.Columns.Select(column => dialect.Quote(column.Name)));
        var values = string.Join(", ", table.Columns.Select(column => dialect.Parameter(column.Ordinal + 1)));
        var key = string.Join(", ", table.Key.Select(column => dialect.Quote(column.Name)));
        var others = table.Columns.Except(table.Key)
            .Select(column => dialect.Quote(column.Name))
            .Select(name => $"{name} = excluded.{name}")
            .ToList();
        var action = others.Count == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", others)}";
        return $"INSERT INTO {dialect.TableName(table)} ({names}) VALUES ({values}) ON CONFLICT ({key}) DO {action}";
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
}
