using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Sqlite;

/// <summary>The one connection that writes, opened again after it failed or its file went away.</summary>
internal sealed class SqliteWriter(string path, SqliteOptions options, SqliteDialect dialect, ILogger? logger) : IAsyncDisposable
{
    // What is left of the log file after a burst, once it has been copied into the database.
    private const int LogBytesKept = 64 << 20;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Migrator? _migrator;
    private SqliteSession? _session;
    private bool _isDisposed;

    /// <summary>Opens the file, creating what is missing.</summary>
    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                _migrator = new Migrator(dialect, tables);
                Close();
                await OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Runs the work in one transaction, on the thread pool, for SQLite blocks.</summary>
    public Task RunAsync(Action<SqliteSession> work, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                var session = await OpenSessionAsync(cancellationToken).ConfigureAwait(false);
                await SqliteTransaction.RunAsync(session, options.BusyTimeout, work, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>Runs work on the schema over a connection of its own.</summary>
    public async Task<T> InSchemaAsync<T>(Func<SqlDialect, ISchemaStore, Task<T>> work, bool mayCreate, CancellationToken cancellationToken)
    {
        var result = default(T);
        await GuardAsync(
            async () =>
            {
                using var session = await ConnectAsync(mayCreate, cancellationToken).ConfigureAwait(false);
                result = await SqliteTransaction.RunAsync(session, options.BusyTimeout, open => work(dialect, new SqliteSchema(open)), cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return result!;
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        _isDisposed = true;
        Close();
        _gate.Release();
    }

    private async Task GuardAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(SqliteTier));
            await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (SqliteFailures.SpoilsConnection(exception) || _session is { IsInTransaction: true })
        {
            Close();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<SqliteSession> OpenSessionAsync(CancellationToken cancellationToken)
    {
        if (_session is { } open && open.File == FileIdentity.Of(path))
        {
            return open;
        }

        Close();
        var migrator = _migrator ?? throw new InvalidOperationException("The tier has not been opened.");
        var session = await ConnectAsync(options.Migrations == MigrationMode.Apply, cancellationToken).ConfigureAwait(false);
        try
        {
            await SqliteTransaction.RunAsync(
                session,
                options.BusyTimeout,
                async open =>
                {
                    await migrator.StartAsync(new SqliteSchema(open), options.Migrations, path, logger, cancellationToken).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            return _session = session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private async Task<SqliteSession> ConnectAsync(bool mayCreate, CancellationToken cancellationToken)
    {
        if (mayCreate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }

        var session = SqliteSession.Open(path, options, mayCreate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite);
        try
        {
            await SqliteLock.AcquireAsync(session, options.BusyTimeout, () => UseLogMode(session), cancellationToken).ConfigureAwait(false);
            session.Execute(options.Synchronous == SqliteSynchronous.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            // A table that is made anew takes its old name at the end; SQLite must not look for views of that name meanwhile.
            session.Execute("PRAGMA legacy_alter_table = ON");
            session.Execute($"PRAGMA journal_size_limit = {LogBytesKept}");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // The switch needs the file alone, and SQLite does not wait for that when several processes start at once.
    private void UseLogMode(SqliteSession session)
    {
        var mode = session.Scalar("PRAGMA journal_mode = WAL");
        if (mode != "wal")
        {
            throw new NotSupportedException($"'{path}' cannot use a write-ahead log (its mode stays '{mode}').");
        }
    }

    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }
}
