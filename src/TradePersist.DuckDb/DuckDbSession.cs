using DuckDB.NET.Data;
using DuckDB.NET.Native;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.DuckDb;

/// <summary>
/// One connection and its prepared statements, for one operation at a time. Statements go straight to DuckDB's
/// interface: the driver's commands would box every value, and its reader rounds decimals of more than 28 digits.
/// </summary>
internal sealed class DuckDbSession(DuckDBConnection connection) : IDisposable
{
    private const int MaxStatements = 200;

    private static readonly TimeSpan InterruptInterval = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<string, DuckDbStatement> _statements = new(StringComparer.Ordinal);
    private readonly HashSet<string> _created = new(StringComparer.Ordinal);
    private readonly Lock _interrupting = new();
    private IReadOnlySet<Table> _inModelLayout = new HashSet<Table>();
    private bool _isCarriedThrough;
    private CancellationToken _cancellation;

    public DuckDBConnection Connection { get; } = connection;

    public DuckDBNativeConnection Handle => Connection.NativeConnection;

    public TextCache Texts { get; } = new();

    public DuckDbScratch Scratch { get; } = new();

    /// <summary>Whether only a new connection will do.</summary>
    public bool IsSpoiled { get; set; }

    /// <summary>Runs an operation, on the thread pool, for DuckDB blocks. The token ends it within a moment.</summary>
    public async Task<T> RunAsync<T>(Func<DuckDbSession, Task<T>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (_cancellation, _isCarriedThrough) = (cancellationToken, false);
        var running = Task.Run(() => operation(this), CancellationToken.None);
        try
        {
            try
            {
                return await running.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!running.IsCompleted)
            {
                // DuckDB forgets an interruption when the next statement starts, so one may not be enough.
                while (!running.IsCompleted)
                {
                    Interrupt();
                    await Task.WhenAny(running, Task.Delay(InterruptInterval, CancellationToken.None)).ConfigureAwait(false);
                }
            }

            return await running.ConfigureAwait(false);
        }
        catch (DuckDbStatementException exception) when (exception.ErrorType == DuckDBErrorType.Interrupt && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }

    /// <summary>From here on the operation is carried through: its outcome must not be left open.</summary>
    public void CarryThrough()
    {
        lock (_interrupting)
        {
            _isCarriedThrough = true;
        }
    }

    public bool IsCancellationRequested => _cancellation.IsCancellationRequested;

    public void ThrowIfCancellationRequested() => _cancellation.ThrowIfCancellationRequested();

    /// <summary>The prepared statement of that text.</summary>
    public DuckDbStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known))
        {
            return known;
        }

        if (_statements.Count >= MaxStatements)
        {
            ForgetStatements();
        }

        var statement = DuckDbStatement.Prepare(this, sql);
        _statements.Add(sql, statement);
        return statement;
    }

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public long Execute(SqlStatement statement)
    {
        using var answer = Prepare(statement.Text).Execute(statement.Parameters);
        return answer.RowsChanged;
    }

    /// <summary>Runs a statement that is not worth keeping.</summary>
    public void Execute(string sql)
    {
        using var statement = DuckDbStatement.Prepare(this, sql);
        statement.Execute([]).Dispose();
    }

    public void Dispose()
    {
        ForgetStatements();
        Connection.Dispose();
    }

    /// <summary>Runs a statement the first time that it is asked for.</summary>
    public void CreateOnce(string sql)
    {
        if (!_created.Contains(sql))
        {
            Execute(sql);
            _created.Add(sql);
        }
    }

    /// <summary>Says which tables have just the model's columns, in the model's order, so that rows can be appended to them.</summary>
    public void SetModelLayout(IReadOnlySet<Table> tables) => _inModelLayout = tables;

    public bool HasModelLayout(Table table) => _inModelLayout.Contains(table);

    private void Interrupt()
    {
        lock (_interrupting)
        {
            if (!_isCarriedThrough)
            {
                Handle.Interrupt();
            }
        }
    }

    private void ForgetStatements()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }
}
