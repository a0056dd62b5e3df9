using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Sqlite;

/// <summary>
/// The schema of a file, inside a transaction that is open already, so that processes that start at once take turns.
/// SQLite answers before a call returns, and the session hears the token.
/// </summary>
internal sealed class SqliteSchema(SqliteSession session) : ISchemaStore
{
    private const string ColumnsOfTable = """
        SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?1)
        """;

    private const string AttachmentsOfTable = """
        SELECT attached.name, attached.sql, (SELECT group_concat(info.name) FROM pragma_index_list(?1) AS list, pragma_index_info(list.name) AS info WHERE list.name = attached.name AND list."unique")
        FROM sqlite_master AS attached
        WHERE attached.tbl_name = ?1 COLLATE NOCASE AND attached.type IN ('index', 'trigger') AND attached.sql IS NOT NULL
        ORDER BY attached.rowid
        """;

    public Task<IReadOnlyList<StoredColumn>> ReadColumnsAsync(string table, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredColumn>>(
    [
        .. Read(ColumnsOfTable, table).Select(row => new StoredColumn(
            row[0]!,
            row[1]!,
            IsNullable: row[2] == "0",
            Default: row[3],
            KeyPosition: int.Parse(row[4]!, System.Globalization.CultureInfo.InvariantCulture),
            IsComputed: row[5] != "0")),
    ]);

    public Task<IReadOnlyList<StoredAttachment>> ReadAttachmentsAsync(string table, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredAttachment>>(
            [.. Read(AttachmentsOfTable, table).Select(row => new StoredAttachment(row[0]!, row[1]!, row[2]?.Split(',') ?? []))]);

    public Task<IReadOnlyList<IReadOnlyList<string?>>> ReadAsync(string sql, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IReadOnlyList<string?>>>(Read(sql, null));

    public Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        session.Execute(sql);
        return Task.CompletedTask;
    }

    public Task ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        session.Execute(statement);
        return Task.CompletedTask;
    }

    private List<string?[]> Read(string sql, string? parameter)
    {
        using var statement = SqliteStatement.Prepare(session, sql);
        if (parameter is not null)
        {
            statement.Bind(1, ColumnKind.Text, Value.Of(parameter));
        }

        var rows = new List<string?[]>();
        while (statement.Step())
        {
            rows.Add([.. Enumerable.Range(0, statement.ColumnCount).Select(i => statement.IsNull(i) ? null : statement.ReadText(i))]);
        }

        return rows;
    }
}
