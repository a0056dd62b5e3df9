using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.DuckDb;

/// <summary>Brings the database to the model, inside a transaction that is open already.</summary>
internal static class DuckDbSchema
{
    private const string ColumnsOfTable = """
        SELECT column_name, data_type, CAST(is_nullable AS VARCHAR), column_default, CAST(COALESCE(list_position(key.columns, column_name), 0) AS VARCHAR)
        FROM duckdb_columns() AS stored
        LEFT JOIN (SELECT table_oid, constraint_column_names AS columns FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY') AS key
          ON key.table_oid = stored.table_oid
        WHERE stored.database_name = current_database() AND stored.schema_name = current_schema() AND lower(stored.table_name) = $1
        ORDER BY column_index
        """;

    public static void Migrate(DuckDbSession session, DuckDbDialect dialect, IReadOnlyList<Table> tables)
    {
        foreach (var statement in SchemaSql.Migrate(dialect, tables, name => Columns(session, name)))
        {
            session.Execute(statement);
        }

        session.SetModelLayout(tables.Where(table => HasModelLayout(Columns(session, dialect.StoredName(table)), table)).ToHashSet());
    }

    private static bool HasModelLayout(List<StoredColumn> stored, Table table) =>
        stored.Select(column => column.Name).SequenceEqual(table.Columns.Select(column => column.Name), StringComparer.OrdinalIgnoreCase);

    private static List<StoredColumn> Columns(DuckDbSession session, string table)
    {
        using var answer = session.Prepare(ColumnsOfTable).Execute([new SqlParameter(ColumnKind.Text, Value.Of(table))]);
        return [.. answer.ReadTexts().Select(row => new StoredColumn(
            row[0]!,
            row[1]!,
            IsNullable: row[2] == "true",
            HasDefault: row[3] is not null,
            KeyPosition: int.Parse(row[4]!, System.Globalization.CultureInfo.InvariantCulture),
            IsComputed: false))];
    }
}
