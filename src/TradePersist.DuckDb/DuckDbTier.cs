using Microsoft.Extensions.Logging;
using TradePersist.Model;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.DuckDb;

/// <summary>A DuckDB database, in a file or in memory, as a tier. Only one process can have the file open, readers included.</summary>
public sealed class DuckDbTier : IMigratableTier
{
    private readonly DuckDbOptions _options;
    private readonly DuckDbDialect _dialect;
    private readonly DuckDbDatabase _database;

    /// <summary>Creates the tier; <see cref="OpenAsync"/> touches the disk first.</summary>
    /// <param name="options">How it is set up; with a path.</param>
    /// <param name="logger">Told of what is done about the schema; null for nobody.</param>
    public DuckDbTier(DuckDbOptions options, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path);
        var problems = options.Validate();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        _options = options.Copy();
        _dialect = new DuckDbDialect(options.TablePrefix);
        _database = new DuckDbDatabase(_options, _dialect, logger);
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => _dialect;

    /// <inheritdoc/>
    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return _database.OpenAsync(tables, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long?> ReadPositionAsync(Guid journalId, CancellationToken cancellationToken) =>
        _database.ReadAnyAsync(session => DuckDbReading.Position(session, _dialect, journalId), cancellationToken);

    /// <inheritdoc/>
    public Task ApplyAsync(TierBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return _database.WriteAsync(new DuckDbBatch(_dialect, batch).ApplyAsync, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var select = QuerySql.Select(_dialect, query);
        return _database.ReadAsync(session => DuckDbReading.Query(session, _dialect, query, select), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// One statement that selects: SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE. Parameters are written
    /// <c>$name</c>. A member is found whatever its case and without underscores.
    /// </remarks>
    public Task<IReadOnlyList<T>> QuerySqlAsync<T>(string sql, object? parameters, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        return _database.ReadAloneAsync(
            session =>
            {
                DuckDbDoor.Close(session, sql);
                return SqlDoor.QueryAsync<T>(session.Connection, _dialect, sql, parameters, cancellationToken);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<T> InSchemaAsync<T>(Func<SqlDialect, ISchemaStore, Task<T>> work, bool mayCreate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return _database.InSchemaAsync(work, mayCreate, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> GetSizeAsync(CancellationToken cancellationToken) => _options.IsInMemory
        ? _database.ReadAsync(DuckDbReading.MemoryUsed, cancellationToken)
        : Task.Run(() => Length(_options.Path) + Length(_options.Path + ".wal"), cancellationToken);

    /// <inheritdoc/>
    public FailureKind Classify(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return DuckDbFailures.Classify(exception);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static long Length(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
