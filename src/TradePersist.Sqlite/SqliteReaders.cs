using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using TradePersist.Relational;

namespace TradePersist.Sqlite;

/// <summary>A few connections that only read. Each has its own snapshot, so they never wait for the writer.</summary>
internal sealed class SqliteReaders(string path, SqliteOptions options) : IAsyncDisposable
{
    private const int MaxConnections = 4;

    private readonly SemaphoreSlim _slots = new(MaxConnections, MaxConnections);
    private readonly ConcurrentStack<SqliteSession> _idle = new();
    private bool _isDisposed;

    /// <summary>Runs a read on the thread pool, for SQLite blocks.</summary>
    public Task<T> RunAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) =>
        GuardAsync(() => Task.FromResult(Run(read, cancellationToken)), cancellationToken);

    /// <summary>Runs a caller's own SQL on a connection that nothing else uses before or after it.</summary>
    public Task<T> RunAloneAsync<T>(Func<SqliteSession, Task<T>> read, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                using var session = SqliteSession.Open(path, options, SqliteOpenMode.ReadOnly);
                return await session.RunAsync(() => read(session), cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < MaxConnections; i++)
        {
            await _slots.WaitAsync().ConfigureAwait(false);
        }

        _isDisposed = true;
        while (_idle.TryPop(out var session))
        {
            session.Dispose();
        }

        _slots.Release(MaxConnections);
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(SqliteTier));
            return await Task.Run(read, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    private T Run<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        var session = Rent();
        var isSound = true;
        try
        {
            return session.Run(read, cancellationToken);
        }
        catch (Exception exception) when (SqliteFailures.SpoilsConnection(exception))
        {
            isSound = false;
            throw;
        }
        finally
        {
            if (isSound)
            {
                _idle.Push(session);
            }
            else
            {
                session.Dispose();
            }
        }
    }

    private SqliteSession Rent()
    {
        var file = FileIdentity.Of(path);
        while (_idle.TryPop(out var session))
        {
            if (session.File == file)
            {
                return session;
            }

            session.Dispose();
        }

        return SqliteSession.Open(path, options, SqliteOpenMode.ReadOnly);
    }
}
