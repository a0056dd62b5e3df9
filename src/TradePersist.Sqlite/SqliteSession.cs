using Microsoft.Data.Sqlite;
using SQLitePCL;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Sqlite;

/// <summary>
/// One connection and its prepared statements, for one operation at a time. Statements go straight to SQLite's
/// interface: the driver's commands would box every value.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private const int MaxStatements = 200;
    private const int StepsBetweenCancellationChecks = 2000;

    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private readonly FunctionFault _fault = new();
    private CancellationToken _cancellation;

    private SqliteSession(SqliteConnection connection, FileIdentity file)
    {
        Connection = connection;
        File = file;
    }

    public SqliteConnection Connection { get; }

    /// <summary>Which file it has open: the path may come to name another one.</summary>
    public FileIdentity File { get; }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(Connection.Handle) == 0;

    public SqliteScratch Scratch { get; } = new();

    public TextCache Texts { get; } = new();

    public static SqliteSession Open(string path, SqliteOptions options, SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            var session = new SqliteSession(connection, FileIdentity.Of(path));
            session.SetBusyTimeout(options.BusyTimeout);
            raw.sqlite3_progress_handler(
                connection.Handle, StepsBetweenCancellationChecks, static state => ((SqliteSession)state)._cancellation.IsCancellationRequested ? 1 : 0, session);
            DecimalFunctions.Register(session);
            IntegerSum.Register(session);
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs an operation that a token can end.</summary>
    public T Run<T>(Func<SqliteSession, T> operation, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        try
        {
            return operation(this);
        }
        catch (SqliteException exception) when (IsCancellation(exception, cancellationToken))
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        finally
        {
            IgnoreCancellation();
        }
    }

    /// <inheritdoc cref="Run{T}"/>
    public async Task<T> RunAsync<T>(Func<Task<T>> operation, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        try
        {
            return await operation().ConfigureAwait(false);
        }
        catch (SqliteException exception) when (IsCancellation(exception, cancellationToken))
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        finally
        {
            IgnoreCancellation();
        }
    }

    /// <summary>How long SQLite itself waits for others, in the rare cases where reads and commits must.</summary>
    public void SetBusyTimeout(TimeSpan timeout) =>
        Check(raw.sqlite3_busy_timeout(Connection.Handle, (int)timeout.TotalMilliseconds));

    /// <summary>From here on the operation is carried through: its outcome must not be left open.</summary>
    public void IgnoreCancellation() => _cancellation = default;

    public void ThrowIfCancellationRequested() => _cancellation.ThrowIfCancellationRequested();

    /// <summary>The prepared statement of that text, ready to be bound. It must be reset after use.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known))
        {
            return known;
        }

        if (_statements.Count >= MaxStatements)
        {
            FinalizeStatements();
        }

        var statement = SqliteStatement.Prepare(this, sql);
        _statements.Add(sql, statement);
        return statement;
    }

    /// <summary>Runs a statement once and returns how many rows it changed.</summary>
    public int Execute(SqlStatement statement)
    {
        var prepared = Prepare(statement.Text);
        try
        {
            prepared.Bind(statement.Parameters);
            while (prepared.Step())
            {
            }
        }
        finally
        {
            prepared.Reset();
        }

        return raw.sqlite3_changes(Connection.Handle);
    }

    /// <summary>Runs a statement without values.</summary>
    public void Execute(string sql)
    {
        using var statement = SqliteStatement.Prepare(this, sql);
        while (statement.Step())
        {
        }
    }

    /// <summary>The first column of the first row of a statement without values.</summary>
    public string Scalar(string sql)
    {
        using var statement = SqliteStatement.Prepare(this, sql);
        return statement.Step() ? statement.ReadText(0) : "";
    }

    /// <summary>Throws what a result code means, unless it is a success.</summary>
    public void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return;
        }

        if (_fault.Take() is { } unreadable)
        {
            throw unreadable;
        }

        SqliteException.ThrowExceptionForRC(code, Connection.Handle);
    }

    public void AddFunction(string name, int arguments, delegate_function_scalar function) =>
        Check(raw.sqlite3_create_function(Connection.Handle, name, arguments, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, _fault, function));

    public void AddAggregate(string name, int arguments, delegate_function_aggregate_step step, delegate_function_aggregate_final final) =>
        Check(raw.sqlite3_create_function(Connection.Handle, name, arguments, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, _fault, step, final));

    public void Dispose()
    {
        FinalizeStatements();
        Connection.Dispose();
    }

    private static bool IsCancellation(SqliteException exception, CancellationToken cancellationToken) =>
        exception.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested;

    private void Begin(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _cancellation = cancellationToken;
    }

    private void FinalizeStatements()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }
}
