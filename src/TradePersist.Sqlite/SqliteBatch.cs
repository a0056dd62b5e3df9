using TradePersist.Model;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.Sqlite;

/// <summary>Applies a batch inside a transaction that is open already.</summary>
internal sealed class SqliteBatch(SqliteDialect dialect, TierBatch batch)
{
    public void Apply(SqliteSession session)
    {
        // The position first: a batch that has been applied already costs nothing else.
        if (session.Execute(PositionSql.Move(dialect, batch.JournalId, batch.Expected, batch.Position)) != 1)
        {
            throw new PositionConflictException(batch.JournalId, batch.Expected);
        }

        foreach (var table in batch.Tables)
        {
            foreach (var filter in table.Deletes)
            {
                session.ThrowIfCancellationRequested();
                session.Execute(TableSql.Delete(dialect, table.Table, filter));
            }

            Upsert(session, table.Table, table.Upserts);
        }
    }

    private void Upsert(SqliteSession session, Table table, IReadOnlyList<Row> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var statement = session.Prepare(TableSql.Upsert(dialect, table));
        try
        {
            for (var i = 0; i < rows.Count; i++)
            {
                session.ThrowIfCancellationRequested();
                statement.Bind(table, rows[i].Values);
                statement.Step();
                statement.Reset();
            }
        }
        finally
        {
            statement.Reset();
        }
    }
}
