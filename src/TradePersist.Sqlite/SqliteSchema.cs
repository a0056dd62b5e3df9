using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Sqlite;

/// <summary>Brings the file to the model, inside a transaction that is open already, so that processes that start at once take turns.</summary>
internal static class SqliteSchema
{
    private const string ColumnsOfTable = "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?1)";

    public static void Migrate(SqliteSession session, SqliteDialect dialect, IReadOnlyList<Table> tables)
    {
        foreach (var statement in SchemaSql.Migrate(dialect, tables, name => Columns(session, name)))
        {
            session.Execute(statement);
        }
    }

    private static List<StoredColumn> Columns(SqliteSession session, string table)
    {
        var statement = session.Prepare(ColumnsOfTable);
        try
        {
            statement.Bind(1, ColumnKind.Text, Value.Of(table));
            var columns = new List<StoredColumn>();
            while (statement.Step())
            {
                columns.Add(new StoredColumn(
                    statement.ReadText(0),
                    statement.ReadText(1),
                    IsNullable: statement.ReadInt64(2) == 0,
                    HasDefault: !statement.IsNull(3),
                    KeyPosition: (int)statement.ReadInt64(4),
                    IsComputed: statement.ReadInt64(5) != 0));
            }

            return columns;
        }
        finally
        {
            statement.Reset();
        }
    }
}
