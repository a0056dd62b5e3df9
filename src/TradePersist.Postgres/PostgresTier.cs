using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradePersist.Model;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.Postgres;

/// <summary>A PostgreSQL database as a tier. Any number of processes can use it at once.</summary>
public sealed class PostgresTier : IMigratableTier
{
    private const string Size = """
        SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint
        FROM pg_class AS c
        WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) AND c.relkind = 'r' AND (
          c.relname = ANY (string_to_array($2, ','))
          OR EXISTS (SELECT FROM pg_inherits AS i JOIN pg_class AS p ON p.oid = i.inhparent WHERE i.inhrelid = c.oid AND p.relname = ANY (string_to_array($2, ','))))
        """;

    private readonly PostgresOptions _options;
    private readonly PostgresDialect _dialect;
    private readonly PostgresConnections _connections;
    private readonly PostgresWriter _writer;
    private readonly PostgresReaders _readers;
    private volatile string _tables = "";

    /// <summary>Creates the tier with connections of its own; <see cref="OpenAsync"/> connects first.</summary>
    /// <param name="options">How it is set up; with a connection string.</param>
    /// <param name="logger">For its log; null for none.</param>
    public PostgresTier(PostgresOptions options, ILogger? logger = null)
        : this(options, ThrowIfAny(options, settings => settings.Validate()) ?? PostgresConnections.Open(options), logger)
    {
    }

    /// <summary>Creates the tier over the application's data source, which stays the application's to dispose of.</summary>
    /// <param name="dataSource">The data source.</param>
    /// <param name="options">How it is set up; what it says of connections is the data source's to say.</param>
    /// <param name="logger">For its log; null for none.</param>
    public PostgresTier(NpgsqlDataSource dataSource, PostgresOptions options, ILogger? logger = null)
        : this(options, ThrowIfAny(options, settings => PostgresConnections.Problems(dataSource, settings)) ?? PostgresConnections.Of(dataSource), logger)
    {
    }

    private PostgresTier(PostgresOptions options, PostgresConnections connections, ILogger? logger)
    {
        _options = options.Copy();
        _connections = connections;
        _dialect = new PostgresDialect(_options.Schema, _options.TablePrefix, _ => false);
        var migration = new PostgresMigration(_options, logger ?? NullLogger.Instance);
        Dialect = migration.Dialect;
        _writer = new PostgresWriter(connections, _options, _dialect, migration);
        _readers = new PostgresReaders(connections, _dialect);
    }

    /// <inheritdoc/>
    public SqlDialect Dialect { get; }

    /// <inheritdoc/>
    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _tables = string.Join(',', tables.Append(PositionSql.CreateTable()).Select(_dialect.StoredName));
        return _writer.OpenAsync(tables, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long?> ReadPositionAsync(Guid journalId, CancellationToken cancellationToken) =>
        _readers.ReadNumberAsync(PositionSql.Read(_dialect, journalId), cancellationToken);

    /// <inheritdoc/>
    public Task ApplyAsync(TierBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return _writer.ApplyAsync(batch, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _readers.QueryAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// One statement that reads: SELECT, WITH, VALUES, TABLE, SHOW or EXPLAIN, without a <c>;</c> within it. Parameters are
    /// written <c>@name</c>, and a list as <c>= ANY (@name)</c>. A member is found whatever its case and without underscores.
    /// </remarks>
    public Task<IReadOnlyList<T>> QuerySqlAsync<T>(string sql, object? parameters, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        return _readers.WithConnectionAsync(connection => PostgresDoor.QueryAsync<T>(connection, _options, _dialect, sql, parameters, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<T> InSchemaAsync<T>(Func<SqlDialect, ISchemaStore, Task<T>> work, bool mayCreate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        return _writer.InSchemaAsync(work, mayCreate, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long> GetSizeAsync(CancellationToken cancellationToken) =>
        await _readers.ReadNumberAsync(
            new SqlStatement(Size, [new(ColumnKind.Text, Value.Of(_options.Schema)), new(ColumnKind.Text, Value.Of(_tables))]),
            cancellationToken).ConfigureAwait(false) ?? 0;

    /// <inheritdoc/>
    public FailureKind Classify(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return PostgresFailures.Classify(exception);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _connections.DisposeAsync().ConfigureAwait(false);
    }

    private static PostgresConnections? ThrowIfAny(PostgresOptions options, Func<PostgresOptions, IEnumerable<string>> validate)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = validate(options).ToList();
        return problems.Count == 0 ? null : throw new ArgumentException(string.Join(' ', problems), nameof(options));
    }
}
