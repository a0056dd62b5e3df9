using TradePersist.Model;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.DuckDb;

/// <summary>
/// Applies a batch. Rows are appended in bulk: to the table itself where the batch has just deleted whatever they could
/// meet, else to a staging table, from which one statement upserts them.
/// </summary>
internal sealed class DuckDbBatch(DuckDbDialect dialect, TierBatch batch)
{
    public Task<bool> ApplyAsync(DuckDbSession session)
    {
        // Before the transaction, which would take them back with itself.
        foreach (var table in batch.Tables.Where(table => table.Upserts.Count > 0 && !IsAppended(session, table)))
        {
            session.CreateOnce(DuckDbStaging.Create(dialect, table.Table));
        }

        return DuckDbTransaction.RunAsync(
            session,
            inside =>
            {
                ApplyInside(inside);
                return Task.FromResult(true);
            });
    }

    private void ApplyInside(DuckDbSession session)
    {
        // The position first: a batch that has been applied already costs nothing else.
        if (session.Execute(PositionSql.Move(dialect, batch.JournalId, batch.Expected, batch.Position)) != 1)
        {
            throw new PositionConflictException(batch.JournalId, batch.Expected);
        }

        foreach (var table in batch.Tables)
        {
            foreach (var filter in DeleteFilters.Merge(table.Deletes))
            {
                session.ThrowIfCancellationRequested();
                session.Execute(TableSql.Delete(dialect, table.Table, filter));
            }

            if (table.Upserts.Count > 0)
            {
                Upsert(session, table);
            }
        }
    }

    private static bool IsAppended(DuckDbSession session, TableBatch table) =>
        session.HasModelLayout(table.Table) && DeleteFilters.CoverUpserts(table);

    private static void Append(DuckDbSession session, string? catalog, string name, TableBatch table)
    {
        using var appender = new DuckDbAppender(session, catalog, name, table.Table);
        appender.Append(table.Upserts);
        appender.Finish();
    }

    private void Upsert(DuckDbSession session, TableBatch table)
    {
        if (IsAppended(session, table))
        {
            Append(session, null, dialect.StoredName(table.Table), table);
            return;
        }

        var staging = DuckDbStaging.QuotedName(dialect, table.Table);
        Append(session, DuckDbStaging.Catalog, DuckDbStaging.Name(dialect, table.Table), table);
        session.ThrowIfCancellationRequested();
        session.Execute(new SqlStatement(TableSql.UpsertFrom(dialect, table.Table, staging), []));
        session.Execute(new SqlStatement($"TRUNCATE {staging}", []));
    }
}
