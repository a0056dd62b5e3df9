using System.Collections.Concurrent;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.DuckDb;

/// <summary>
/// The open database: one connection that writes and a few that read, each with its own snapshot. After a failure that
/// may have spoiled it, or when its file went away, all of them are closed and it is opened anew.
/// </summary>
internal sealed class DuckDbDatabase(DuckDbOptions options, DuckDbDialect dialect) : IAsyncDisposable
{
    private const int MaxReaders = 4;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading = new(MaxReaders, MaxReaders);
    private readonly ConcurrentStack<DuckDbSession> _idle = new();
    private IReadOnlyList<Table>? _tables;
    private volatile DuckDbSession? _writer;
    private volatile bool _isSpoiled;
    private DuckDbClaim? _claim;
    private FileIdentity _file;
    private bool _isDisposed;

    private bool IsOpen => _writer is { IsSpoiled: false } && !_isSpoiled && _file == IdentifyFile();

    /// <summary>Opens the database, creating what is missing.</summary>
    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken) =>
        GuardAsync(
            _writing,
            async () =>
            {
                _tables = [.. tables, PositionSql.CreateTable()];
                if (IsOpen)
                {
                    await MigrateAsync(_writer!, cancellationToken).ConfigureAwait(false);
                }

                await EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Runs work that writes.</summary>
    public Task<T> WriteAsync<T>(Func<DuckDbSession, Task<T>> work, CancellationToken cancellationToken) =>
        GuardAsync(
            _writing,
            async () =>
            {
                await EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
                return await _writer!.RunAsync(work, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Runs a read.</summary>
    public Task<T> ReadAsync<T>(Func<DuckDbSession, T> read, CancellationToken cancellationToken) =>
        WithReaderAsync(
            async () =>
            {
                var session = _idle.TryPop(out var idle) ? idle : Connect();
                try
                {
                    return await session.RunAsync(open => Task.FromResult(read(open)), cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    _idle.Push(session);
                }
            },
            cancellationToken);

    /// <summary>Runs a caller's own SQL on a connection that nothing else uses before or after it.</summary>
    public Task<T> ReadAloneAsync<T>(Func<DuckDbSession, Task<T>> read, CancellationToken cancellationToken) =>
        WithReaderAsync(
            async () =>
            {
                using var session = Connect();
                return await session.RunAsync(read, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        _isDisposed = true;
        await CloseAsync(CancellationToken.None).ConfigureAwait(false);
        _writing.Release();
    }

    private async Task<T> WithReaderAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!IsOpen)
            {
                await GuardAsync(_writing, () => EnsureOpenAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            }

            var (isDone, result) = await GuardAsync(
                _reading,
                async () => _writer is null ? (false, default(T)!) : (true, await read().ConfigureAwait(false)),
                cancellationToken).ConfigureAwait(false);
            if (isDone)
            {
                return result;
            }
        }
    }

    private async Task<T> GuardAsync<T>(SemaphoreSlim gate, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(DuckDbTier));
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (DuckDbFailures.SpoilsDatabase(exception))
        {
            _isSpoiled = true;
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<bool> EnsureOpenAsync(CancellationToken cancellationToken)
    {
        if (IsOpen)
        {
            return true;
        }

        if (_tables is null)
        {
            throw new InvalidOperationException("The tier has not been opened.");
        }

        await CloseAsync(cancellationToken).ConfigureAwait(false);
        var claim = options.IsInMemory ? null : DuckDbClaim.Of(options.Path);
        DuckDbSession? session = null;
        try
        {
            session = await Task.Run(Open, cancellationToken).ConfigureAwait(false);
            await MigrateAsync(session, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            session?.Dispose();
            claim?.Dispose();
            throw;
        }

        (_claim, _file, _isSpoiled, _writer) = (claim, IdentifyFile(), false, session);
        return true;
    }

    private Task<bool> MigrateAsync(DuckDbSession session, CancellationToken cancellationToken) => session.RunAsync(
        open => DuckDbTransaction.RunAsync(
            open,
            async inside =>
            {
                await DuckDbSchema.MigrateAsync(inside, dialect, _tables!, cancellationToken).ConfigureAwait(false);
                return true;
            }),
        cancellationToken);

    private DuckDbSession Open()
    {
        if (!options.IsInMemory)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(options.Path)!);
        }

        return new DuckDbSession(DuckDbConnector.Open(options));
    }

    // Readers are let go first: the database closes with its last connection.
    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        var slots = 0;
        try
        {
            for (; slots < MaxReaders; slots++)
            {
                await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            while (_idle.TryPop(out var session))
            {
                session.Dispose();
            }

            _writer?.Dispose();
            _writer = null;
            _claim?.Dispose();
            _claim = null;
        }
        finally
        {
            if (slots > 0)
            {
                _reading.Release(slots);
            }
        }
    }

    private DuckDbSession Connect() => new(DuckDbConnector.Join(options, _writer!.Connection));

    private FileIdentity IdentifyFile() => options.IsInMemory ? default : FileIdentity.Of(options.Path);
}
