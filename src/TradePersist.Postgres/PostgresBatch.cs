using Npgsql;
using TradePersist.Model;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.Postgres;

/// <summary>Applies a batch in one transaction. What need not wait for anything goes to the server in one round trip, the position first.</summary>
internal sealed class PostgresBatch(PostgresDialect dialect, PostgresOptions options, TierBatch batch)
{
    /// <summary>The tables that rows are copied to on their way.</summary>
    public IEnumerable<Table> Copied => batch.Tables.Where(IsCopied).Select(table => table.Table);

    public async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = transaction.ConfigureAwait(false);
        var first = NewBatch(connection, transaction);
        PostgresParameters.Add(first, PostgresLimits.Statement(options));
        PostgresParameters.Add(first, PositionSql.Move(dialect, batch.JournalId, batch.Expected, batch.Position));
        var next = first;
        foreach (var table in batch.Tables)
        {
            foreach (var filter in DeleteFilters.Merge(table.Deletes))
            {
                PostgresParameters.Add(next, TableSql.Delete(dialect, table.Table, filter));
            }

            if (IsCopied(table))
            {
                await SendAsync(next, first, cancellationToken).ConfigureAwait(false);
                await PostgresRows.CopyAsync(connection, dialect, table.Table, table.Upserts, cancellationToken).ConfigureAwait(false);
                next = NewBatch(connection, transaction);
                PostgresParameters.Add(next, PostgresRows.UpsertCopied(dialect, table.Table));
            }
            else if (table.Upserts.Count > 0)
            {
                next.BatchCommands.Add(PostgresRows.Upsert(dialect, table.Table, table.Upserts));
            }
        }

        await SendAsync(next, first, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static bool IsCopied(TableBatch table) => PostgresRows.AreCopied(table.Table, table.Upserts.Count);

    private static NpgsqlBatch NewBatch(NpgsqlConnection connection, NpgsqlTransaction transaction) => new(connection, transaction);

    private async Task SendAsync(NpgsqlBatch statements, NpgsqlBatch first, CancellationToken cancellationToken)
    {
        await using var closing = statements.ConfigureAwait(false);
        await statements.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        if (ReferenceEquals(statements, first) && statements.BatchCommands[1].RecordsAffected != 1)
        {
            throw new PositionConflictException(batch.JournalId, batch.Expected);
        }
    }
}
