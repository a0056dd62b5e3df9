using Npgsql;
using TradePersist.Model;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.Postgres;

/// <summary>The one connection that writes, opened again after it was lost, or when it is old enough.</summary>
internal sealed class PostgresWriter(PostgresConnections connections, PostgresOptions options, PostgresDialect dialect, PostgresMigration migration) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly HashSet<Table> _staged = [];
    private IReadOnlyList<Table>? _tables;
    private IReadOnlySet<Table>? _monthly;
    private NpgsqlConnection? _connection;
    private long _openedAt;
    private bool _isDisposed;

    /// <summary>Connects, creating what is missing.</summary>
    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken) =>
        GuardAsync(
            () =>
            {
                (_tables, _monthly) = (tables, null);
                return ConnectAsync(cancellationToken);
            },
            () => { },
            cancellationToken);

    /// <summary>Applies a batch.</summary>
    public Task ApplyAsync(TierBatch batch, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    await ApplyAsync(connection, batch, cancellationToken).ConfigureAwait(false);
                }
                catch (PostgresException exception) when (PostgresFailures.IsPartitionMissing(exception) && connection.FullState == System.Data.ConnectionState.Open)
                {
                    await PostgresPartitions.CreateAsync(connection, options, dialect, batch.Tables.Where(table => _monthly!.Contains(table.Table)), cancellationToken).ConfigureAwait(false);
                    await ApplyAsync(connection, batch, cancellationToken).ConfigureAwait(false);
                }
            },
            () => PostgresRows.ThrowIfUnfit(batch),
            cancellationToken);

    /// <summary>Runs work on the tables over a connection of its own.</summary>
    public async Task<T> InSchemaAsync<T>(Func<SqlDialect, ISchemaStore, Task<T>> work, bool mayCreate, CancellationToken cancellationToken)
    {
        var connection = await connections.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        return await migration.RunAsync(connection, work, mayCreate, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        _isDisposed = true;
        await CloseAsync().ConfigureAwait(false);
        _gate.Release();
    }

    private async Task ApplyAsync(NpgsqlConnection connection, TierBatch batch, CancellationToken cancellationToken)
    {
        var apply = new PostgresBatch(dialect, options, batch);
        foreach (var table in apply.Copied.Where(table => !_staged.Contains(table)))
        {
            // Before the transaction, which would take it back with itself.
            await PostgresCommands.ExecuteAsync(connection, PostgresRows.CreateStaging(dialect, table), cancellationToken).ConfigureAwait(false);
            _staged.Add(table);
        }

        await apply.ApplyAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="work">What is done with the connection.</param>
    /// <param name="blame">Throws if it is the rows that cannot be written.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task GuardAsync(Func<Task> work, Action blame, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(PostgresTier));
            await RunAsync(work, blame).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task RunAsync(Func<Task> work, Action blame)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (InvalidOperationException exception)
        {
            blame();

            // So the driver speaks of a connection that is lost between two calls, or while it is looked at.
            await CloseAsync().ConfigureAwait(false);
            connections.Forget();
            throw new NpgsqlException("The connection was lost.", exception);
        }
        catch (Exception exception)
        {
            _monthly = PostgresFailures.IsSchemaGone(exception) ? null : _monthly;
            if (_connection is { FullState: not System.Data.ConnectionState.Open })
            {
                await CloseAsync().ConfigureAwait(false);
                connections.Forget();
            }

            throw;
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var tables = _tables ?? throw new NotSupportedException("The tier has not been opened.");
        if (_connection is not null && options.ConnectionLifetime > TimeSpan.Zero && TimeProvider.System.GetElapsedTime(_openedAt) > options.ConnectionLifetime)
        {
            await CloseAsync().ConfigureAwait(false);
        }

        if (_connection is null)
        {
            _connection = await connections.OpenAsync(cancellationToken).ConfigureAwait(false);
            _openedAt = TimeProvider.System.GetTimestamp();
        }

        _monthly ??= await migration.StartAsync(_connection, tables, cancellationToken).ConfigureAwait(false);
        return _connection;
    }

    private async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            _staged.Clear();
            try
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
            catch (InvalidOperationException)
            {
                // There is nothing left to close.
            }
        }
    }
}
