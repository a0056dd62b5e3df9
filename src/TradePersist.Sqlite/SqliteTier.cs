using Microsoft.Extensions.Logging;
using TradePersist.Model;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.Sqlite;

/// <summary>
/// A SQLite file as a tier. The file is plain: any SQLite from 3.35 on can read, count, insert and vacuum it, also
/// while this tier has it open.
/// </summary>
public sealed class SqliteTier : IMigratableTier
{
    private readonly SqliteOptions _options;
    private readonly SqliteDialect _dialect;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;
    private readonly string _path;

    /// <summary>Creates the tier; <see cref="OpenAsync"/> touches the disk first.</summary>
    /// <param name="options">How it is set up; with a path.</param>
    /// <param name="logger">Told of what is done about the schema; null for nobody.</param>
    public SqliteTier(SqliteOptions options, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path);
        var problems = options.Validate();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        _path = Path.GetFullPath(options.Path);
        _options = options.Copy();
        _dialect = new SqliteDialect(options.TablePrefix);
        _writer = new SqliteWriter(_path, _options, _dialect, logger);
        _readers = new SqliteReaders(_path, _options);
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => _dialect;

    /// <inheritdoc/>
    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return _writer.OpenAsync(tables, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long?> ReadPositionAsync(Guid journalId, CancellationToken cancellationToken) =>
        _readers.RunAsync(session => SqliteReading.Position(session, _dialect, journalId), cancellationToken);

    /// <inheritdoc/>
    public Task ApplyAsync(TierBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return _writer.RunAsync(new SqliteBatch(_dialect, batch).Apply, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var select = QuerySql.Select(_dialect, query);
        return _readers.RunAsync(session => SqliteReading.Query(session, _dialect, query, select), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Members take the stored forms: decimals and UUIDs from text, instants from microseconds since 1970 UTC; a member
    /// is found whatever its case and without underscores. Parameters of these types are stored the same way.
    /// </remarks>
    public Task<IReadOnlyList<T>> QuerySqlAsync<T>(string sql, object? parameters, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        return _readers.RunAloneAsync(
            session =>
            {
                ReadOnlyAuthorizer.Attach(session);
                return SqlDoor.QueryAsync<T>(session.Connection, _dialect, sql, parameters, cancellationToken);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<T> InSchemaAsync<T>(Func<SqlDialect, ISchemaStore, Task<T>> work, bool mayCreate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return _writer.InSchemaAsync(work, mayCreate, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> GetSizeAsync(CancellationToken cancellationToken) =>
        Task.Run(() => Length(_path) + Length(_path + "-wal"), cancellationToken);

    /// <inheritdoc/>
    public FailureKind Classify(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return SqliteFailures.Classify(exception);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The writer last: whoever closes last clears the log away, and a reader may not.
        await _readers.DisposeAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
    }

    private static long Length(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
