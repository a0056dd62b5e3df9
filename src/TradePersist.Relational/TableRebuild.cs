using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>
/// Makes a table anew from its rows: the model's columns and key, then the columns that the model does not know, which
/// may be NULL from now on. Every row is kept as it is, or nothing is changed.
/// </summary>
internal sealed class TableRebuild(SqlDialect dialect, TableComparison comparison, ISchemaStore store)
{
    private const int NamedKeys = 5;

    private readonly Table _table = comparison.Table;

    /// <summary>The rows that the new table would refuse.</summary>
    public IEnumerable<string> Problems()
    {
        if (!comparison.HasModelKey())
        {
            if (Keys($"WHERE {KeyIs("NULL", " OR ")}") is { Count: > 0 } incomplete)
            {
                yield return $"{KeyName}: is NULL in {Text(incomplete)}, must be a key";
            }

            if (Keys($"WHERE {KeyIs("NOT NULL", " AND ")} GROUP BY {KeyColumns} HAVING COUNT(*) > 1") is { Count: > 0 } doubled)
            {
                yield return $"{KeyName}: is not unique ({Text(doubled)}), must be a key";
            }
        }

        foreach (var check in _table.Checks.Where(check => dialect.CanCheck(check.Column.Kind)))
        {
            if (Keys($"WHERE NOT ({SchemaSql.Condition(dialect, check)})") is { Count: > 0 } broken)
            {
                yield return $"{dialect.Origin(_table, check.Column)}: is otherwise in {Text(broken)}, must be {check}";
            }
        }
    }

    public void Run()
    {
        var attachments = store.Attachments(dialect.StoredName(_table));
        var (name, fresh) = (dialect.TableName(_table), dialect.Quote($"tp_rebuild_{dialect.StoredName(_table)}"));
        var extra = comparison.Extra.Select(Define).ToList();
        var columns = _table.Columns.Select(column => column.Name).Concat(comparison.Extra.Select(column => column.Name)).Select(dialect.Quote);
        store.Execute(SchemaSql.CreateTable(dialect, _table, fresh, extra));
        store.Execute($"INSERT INTO {fresh} ({string.Join(", ", columns)}) SELECT * FROM {Rows}");
        store.Execute($"DROP TABLE {name}");
        store.Execute($"ALTER TABLE {fresh} RENAME TO {name}");
        foreach (var attachment in attachments.Where(attachment => !IsKey(attachment)))
        {
            store.Execute(attachment.Sql);
        }
    }

    private string KeyColumns => string.Join(", ", _table.Key.Select(column => dialect.Quote(column.Name)));

    private string KeyName => $"{dialect.StoredName(_table)}.({string.Join(", ", _table.Key)})";

    // The rows as the new table gets them.
    private string Rows
    {
        get
        {
            var columns = _table.Columns.Select(column => $"{Expression(column)} AS {dialect.Quote(column.Name)}")
                .Concat(comparison.Extra.Select(column => dialect.Quote(column.Name)));
            return $"(SELECT {string.Join(", ", columns)} FROM {dialect.TableName(_table)}) AS old_rows";
        }
    }

    private static string Text(IReadOnlyList<IReadOnlyList<string?>> keys) =>
        string.Join(", ", keys.Take(NamedKeys).Select(key => $"({string.Join(", ", key.Select(part => part ?? "NULL"))})"))
        + (keys.Count > NamedKeys ? ", ..." : "");

    private string Expression(Column column)
    {
        var neutral = column.Nullable ? "NULL" : dialect.Literal(column.Kind, column.Absent);
        return comparison.Find(column) switch
        {
            null => neutral,
            { IsNullable: true } when !column.Nullable && !_table.Key.Contains(column) => $"COALESCE({dialect.Quote(column.Name)}, {neutral})",
            _ => dialect.Quote(column.Name),
        };
    }

    private string Define(StoredColumn column) =>
        $"{dialect.Quote(column.Name)} {column.Type}{(column.Default is { } value ? $" DEFAULT ({value})" : "")}";

    private bool IsKey(StoredAttachment attachment) =>
        attachment.UniqueColumns.Count == _table.Key.Count
        && _table.Key.All(column => attachment.UniqueColumns.Contains(column.Name, StringComparer.OrdinalIgnoreCase));

    private IReadOnlyList<IReadOnlyList<string?>> Keys(string which)
    {
        var texts = _table.Key.Select(column => $"CAST({dialect.Quote(column.Name)} AS VARCHAR)");
        return store.Read($"SELECT {string.Join(", ", texts)} FROM {Rows} {which} ORDER BY {KeyColumns} LIMIT {NamedKeys + 1}");
    }

    private string KeyIs(string what, string joined) => string.Join(joined, _table.Key.Select(column => $"{dialect.Quote(column.Name)} IS {what}"));
}
