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
    public async Task<IReadOnlyList<string>> FindProblemsAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        if (!comparison.HasModelKey())
        {
            if (await KeysAsync($"WHERE {KeyIs("NULL", " OR ")}", cancellationToken).ConfigureAwait(false) is { Count: > 0 } incomplete)
            {
                problems.Add($"{KeyName}: is NULL in {Text(incomplete)}, must be a key");
            }

            if (await KeysAsync($"WHERE {KeyIs("NOT NULL", " AND ")} GROUP BY {KeyColumns} HAVING COUNT(*) > 1", cancellationToken).ConfigureAwait(false) is { Count: > 0 } doubled)
            {
                problems.Add($"{KeyName}: is not unique ({Text(doubled)}), must be a key");
            }
        }

        foreach (var check in _table.Checks.Where(check => dialect.CanCheck(check.Column.Kind)))
        {
            if (await KeysAsync($"WHERE NOT ({SchemaSql.Condition(dialect, check)})", cancellationToken).ConfigureAwait(false) is { Count: > 0 } broken)
            {
                problems.Add($"{dialect.Origin(_table, check.Column)}: is otherwise in {Text(broken)}, must be {check}");
            }
        }

        return problems;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var attachments = await store.ReadAttachmentsAsync(dialect.StoredName(_table), cancellationToken).ConfigureAwait(false);
        var (name, fresh) = (dialect.TableName(_table), dialect.Qualify($"tp_rebuild_{dialect.StoredName(_table)}"));
        var extra = comparison.Extra.Select(Define).ToList();
        var columns = _table.Columns.Select(column => column.Name).Concat(comparison.Extra.Select(column => column.Name)).Select(dialect.Quote);
        await store.ExecuteAsync(SchemaSql.CreateTable(dialect, _table, fresh, extra), cancellationToken).ConfigureAwait(false);
        await store.ExecuteAsync($"INSERT INTO {fresh} ({string.Join(", ", columns)}) SELECT * FROM {Rows}", cancellationToken).ConfigureAwait(false);
        await store.ExecuteAsync($"DROP TABLE {name}", cancellationToken).ConfigureAwait(false);
        await store.ExecuteAsync($"ALTER TABLE {fresh} RENAME TO {dialect.Quote(dialect.StoredName(_table))}", cancellationToken).ConfigureAwait(false);
        foreach (var attachment in attachments.Where(attachment => !IsKey(attachment)))
        {
            await store.ExecuteAsync(attachment.Sql, cancellationToken).ConfigureAwait(false);
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
        var neutral = column.Nullable ? dialect.Null(column) : dialect.Literal(column.Kind, column.Absent);
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

    private Task<IReadOnlyList<IReadOnlyList<string?>>> KeysAsync(string which, CancellationToken cancellationToken)
    {
        var texts = _table.Key.Select(column => $"CAST({dialect.Quote(column.Name)} AS VARCHAR)");
        return store.ReadAsync($"SELECT {string.Join(", ", texts)} FROM {Rows} {which} ORDER BY {KeyColumns} LIMIT {NamedKeys + 1}", cancellationToken);
    }

    private string KeyIs(string what, string joined) => string.Join(joined, _table.Key.Select(column => $"{dialect.Quote(column.Name)} IS {what}"));
}
