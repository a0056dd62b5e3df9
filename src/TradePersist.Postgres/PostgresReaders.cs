using System.Collections.Concurrent;
using Npgsql;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Postgres;

/// <summary>Answers over connections of the pool, each read a snapshot of its own.</summary>
internal sealed class PostgresReaders(PostgresConnections connections, PostgresDialect dialect)
{
    private readonly ConcurrentStack<PostgresScratch> _scratch = new();

    public Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken)
    {
        var select = QuerySql.Select(dialect, query);
        return ReadAsync(select, reader => ReadRowsAsync(reader, query, cancellationToken), cancellationToken);
    }

    /// <summary>The one number of the first row; null when there is none.</summary>
    public Task<long?> ReadNumberAsync(SqlStatement select, CancellationToken cancellationToken) => ReadAsync(
        select,
        async reader => await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? reader.GetInt64(0) : (long?)null,
        cancellationToken);

    /// <summary>Runs work on a connection.</summary>
    public async Task<T> WithConnectionAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await connections.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            return await work(connection).ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresFailures.IsConnectionLost(exception))
        {
            connections.Forget();
            throw;
        }
    }

    private Task<T> ReadAsync<T>(SqlStatement select, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken) => WithConnectionAsync(
        async connection =>
        {
            var command = PostgresCommands.Create(connection, select);
            await using var closing = command.ConfigureAwait(false);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var closingReader = reader.ConfigureAwait(false);
            return await read(reader).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<QueryResult> ReadRowsAsync(NpgsqlDataReader reader, Query query, CancellationToken cancellationToken)
    {
        var scratch = _scratch.TryPop(out var idle) ? idle : new PostgresScratch();
        try
        {
            var cells = new PostgresCells(query, dialect.StoredName(query.Table), scratch);
            var rows = new RowSet(query.ResultTable);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!query.IsGrouped && rows.Count == query.Limit)
                {
                    return new QueryResult(rows, query.CursorAfter(rows[rows.Count - 1]));
                }

                cells.Read(reader, rows.Add());
            }

            return new QueryResult(rows);
        }
        finally
        {
            _scratch.Push(scratch);
        }
    }
}
