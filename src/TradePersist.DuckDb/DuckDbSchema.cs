using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.DuckDb;

/// <summary>The schema of the database, inside a transaction that is open already. DuckDB answers before a call returns, and the session hears the token.</summary>
internal sealed class DuckDbSchema(DuckDbSession session) : ISchemaStore
{
    private const string ColumnsOfTable = """
        SELECT column_name, data_type, CAST(is_nullable AS VARCHAR), column_default, CAST(COALESCE(list_position(key.columns, column_name), 0) AS VARCHAR)
        FROM duckdb_columns() AS stored
        LEFT JOIN (SELECT table_oid, constraint_column_names AS columns FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY') AS key
          ON key.table_oid = stored.table_oid
        WHERE stored.database_name = current_database() AND stored.schema_name = current_schema() AND lower(stored.table_name) = $1
        ORDER BY column_index
        """;

    // The columns of an index stand in a text such as [id, '"minute"'].
    private const string AttachmentsOfTable = """
        SELECT index_name, sql, CASE WHEN is_unique THEN regexp_replace(expressions, '[]\['' "]', '', 'g') END
        FROM duckdb_indexes()
        WHERE database_name = current_database() AND schema_name = current_schema() AND lower(table_name) = $1 AND sql IS NOT NULL
        ORDER BY index_name
        """;

    /// <summary>Tells the session which tables rows can be appended to.</summary>
    public void FindModelLayout(DuckDbDialect dialect, IReadOnlyList<Table> tables) =>
        session.SetModelLayout(tables.Where(table => HasModelLayout(Columns(dialect.StoredName(table)), table)).ToHashSet());

    public Task<IReadOnlyList<StoredColumn>> ReadColumnsAsync(string table, CancellationToken cancellationToken) => Task.FromResult(Columns(table));

    public Task<IReadOnlyList<StoredAttachment>> ReadAttachmentsAsync(string table, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredAttachment>>(
            [.. Read(AttachmentsOfTable, table).Select(row => new StoredAttachment(row[0]!, row[1]!, row[2]?.Split(',') ?? []))]);

    public Task<IReadOnlyList<IReadOnlyList<string?>>> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        using var statement = DuckDbStatement.Prepare(session, sql);
        using var answer = statement.Execute([]);
        return Task.FromResult<IReadOnlyList<IReadOnlyList<string?>>>(answer.ReadTexts());
    }

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

    private static bool HasModelLayout(IReadOnlyList<StoredColumn> stored, Table table) =>
        stored.Select(column => column.Name).SequenceEqual(table.Columns.Select(column => column.Name), StringComparer.OrdinalIgnoreCase);

    private IReadOnlyList<StoredColumn> Columns(string table) =>
    [
        .. Read(ColumnsOfTable, table).Select(row => new StoredColumn(
            row[0]!,
            row[1]!,
            IsNullable: row[2] == "true",
            Default: row[3],
            KeyPosition: int.Parse(row[4]!, System.Globalization.CultureInfo.InvariantCulture),
            IsComputed: false)),
    ];

    private IReadOnlyList<string?[]> Read(string sql, string table)
    {
        using var answer = session.Prepare(sql).Execute([new SqlParameter(ColumnKind.Text, Value.Of(table))]);
        return answer.ReadTexts();
    }
}
