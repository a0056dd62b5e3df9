using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TradePersist.Model;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.DuckDb;

/// <summary>
/// The open database: one connection that writes and a few that read, each with its own snapshot. After a failure that
/// may have spoiled it, or when its file went away, all of them are closed and it is opened anew.
/// </summary>
internal sealed class DuckDbDatabase(DuckDbOptions options, DuckDbDialect dialect, ILogger? logger) : IAsyncDisposable
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
                _tables = tables;
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

    /// <summary>Runs a read of what there is, be it of a database that has just been made.</summary>
    public async Task<T> ReadAnyAsync<T>(Func<DuckDbSession, T> read, CancellationToken cancellationToken)
    {
        await GuardAsync(_writing, () => EnsureOpenAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return await ReadAsync(read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a read of the database that was opened. Throws an <see cref="IOException"/> when that one is gone.</summary>
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

    /// <summary>Runs work on the schema while nothing else has the database open.</summary>
    public Task<T> InSchemaAsync<T>(Func<SqlDialect, ISchemaStore, Task<T>> work, bool mayCreate, CancellationToken cancellationToken) =>
        GuardAsync(
            _writing,
            async () =>
            {
                await CloseAsync(cancellationToken).ConfigureAwait(false);
                using var session = await Task.Run(() => Open(mayCreate), cancellationToken).ConfigureAwait(false);
                return await session.RunAsync(open => DuckDbTransaction.RunAsync(open, inside => work(dialect, new DuckDbSchema(inside))), cancellationToken).ConfigureAwait(false);
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
                await GuardAsync(_writing, () => ReopenAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
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

    // Only for the rows that were there: an empty database must not answer before it is fed again.
    private Task<bool> ReopenAsync(CancellationToken cancellationToken) =>
        IsOpen || _tables is null || (!options.IsInMemory && _file == IdentifyFile())
            ? EnsureOpenAsync(cancellationToken)
            : throw new IOException($"The DuckDB database '{options.Path}' is not the one that was opened; it answers when it has been fed again.");

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
            session = await Task.Run(() => Open(options.Migrations == MigrationMode.Apply), cancellationToken).ConfigureAwait(false);
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
                var schema = new DuckDbSchema(inside);
                await new Migrator(dialect, _tables!).StartAsync(schema, options.Migrations, options.Path, logger, cancellationToken).ConfigureAwait(false);
                schema.FindModelLayout(dialect, _tables!);
                return true;
            }),
        cancellationToken);

    private DuckDbSession Open(bool mayCreate)
    {
        if (!options.IsInMemory && mayCreate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(options.Path)!);
        }
        else if (!options.IsInMemory && !File.Exists(options.Path))
        {
            throw new DuckDbFileException(options.Path, FailureKind.Transient, "it is not there, and must not be made.");
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
