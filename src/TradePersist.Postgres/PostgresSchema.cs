using System.Globalization;
using Npgsql;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Postgres;

/// <summary>The tables of a schema, inside a transaction that is open already.</summary>
internal sealed class PostgresSchema(NpgsqlConnection connection, string schema) : ISchemaStore
{
    // A collation is told where it is not the database's own, or where that compares by bytes.
    private const string ColumnsOfTable = """
        SELECT a.attname::text,
          format_type(a.atttypid, a.atttypmod) || CASE
            WHEN a.attcollation = 0 THEN ''
            WHEN l.collname IN ('C', 'POSIX', 'ucs_basic') OR (l.collname = 'default' AND d.datlocprovider = 'c' AND d.datcollate IN ('C', 'POSIX')) THEN ' COLLATE "C"'
            WHEN l.collname = 'default' THEN ''
            ELSE ' COLLATE ' || quote_ident(n2.nspname) || '.' || quote_ident(l.collname) END,
          (NOT a.attnotnull)::text,
          pg_get_expr(f.adbin, f.adrelid),
          coalesce(array_position(k.conkey, a.attnum), 0)::text,
          (a.attgenerated <> '' OR a.attidentity <> '')::text
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_database AS d ON d.datname = current_database()
        LEFT JOIN pg_collation AS l ON l.oid = a.attcollation
        LEFT JOIN pg_namespace AS n2 ON n2.oid = l.collnamespace
        LEFT JOIN pg_attrdef AS f ON f.adrelid = c.oid AND f.adnum = a.attnum
        LEFT JOIN pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'p'
        WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')
        ORDER BY a.attnum
        """;

    private const string AttachmentsOfTable = """
        SELECT * FROM (
          SELECT i.relname::text AS name, pg_get_indexdef(x.indexrelid) AS sql, CASE WHEN x.indisunique AND x.indpred IS NULL AND x.indexprs IS NULL THEN
            (SELECT string_agg(a.attname, ',') FROM pg_attribute AS a WHERE a.attrelid = x.indrelid AND a.attnum = ANY (x.indkey)) END
          FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid
          WHERE x.indrelid = to_regclass(format('%I.%I', $1, $2)) AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = x.indexrelid AND k.conrelid = x.indrelid)
          UNION ALL
          SELECT t.tgname::text, pg_get_triggerdef(t.oid), NULL
          FROM pg_trigger AS t
          WHERE t.tgrelid = to_regclass(format('%I.%I', $1, $2)) AND NOT t.tgisinternal) AS attached
        ORDER BY name
        """;

    public async Task<IReadOnlyList<StoredColumn>> ReadColumnsAsync(string table, CancellationToken cancellationToken) =>
    [
        .. (await ReadAsync(ColumnsOfTable, table, cancellationToken).ConfigureAwait(false)).Select(row => new StoredColumn(
            row[0]!,
            row[1]!,
            IsNullable: row[2] == "true",
            Default: row[3],
            KeyPosition: int.Parse(row[4]!, CultureInfo.InvariantCulture),
            IsComputed: row[5] == "true")),
    ];

    public async Task<IReadOnlyList<StoredAttachment>> ReadAttachmentsAsync(string table, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(AttachmentsOfTable, table, cancellationToken).ConfigureAwait(false)).Select(row => new StoredAttachment(row[0]!, row[1]!, row[2]?.Split(',') ?? []))];

    public Task<IReadOnlyList<IReadOnlyList<string?>>> ReadAsync(string sql, CancellationToken cancellationToken) =>
        PostgresCommands.ReadAsync(connection, new SqlStatement(sql, []), cancellationToken);

    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => PostgresCommands.ExecuteAsync(connection, sql, cancellationToken);

    public Task ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken) => PostgresCommands.ExecuteAsync(connection, statement, cancellationToken);

    private Task<IReadOnlyList<IReadOnlyList<string?>>> ReadAsync(string sql, string table, CancellationToken cancellationToken) =>
        PostgresCommands.ReadAsync(connection, new SqlStatement(sql, [new(ColumnKind.Text, Value.Of(schema)), new(ColumnKind.Text, Value.Of(table))]), cancellationToken);
}
