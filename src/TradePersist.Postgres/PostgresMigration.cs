using Microsoft.Extensions.Logging;
using Npgsql;
using TradePersist.Model;
using TradePersist.Relational;

namespace TradePersist.Postgres;

/// <summary>Works on the tables, in one transaction. Processes that do so at once take turns.</summary>
internal sealed class PostgresMigration(PostgresOptions options, ILogger logger)
{
    /// <summary>Waits for the transaction of another process that also changes tables.</summary>
    public const string TakeTurn = "SELECT pg_advisory_xact_lock(6071211735024004)";

    private const string SchemaExists = "SELECT 'x' FROM pg_namespace WHERE nspname = $1";

    private const string Partitioning = """
        SELECT c.relname::text, pg_get_partkeydef(c.oid)
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')
        """;

    /// <summary>The dialect for tables that are not there yet.</summary>
    public PostgresDialect Dialect { get; } = new(options.Schema, options.TablePrefix, table => options.PartitionByMonth && CanBeMonthly(table));

    /// <summary>Does what the tier's mode says, and says which tables are partitioned by month.</summary>
    public async Task<IReadOnlySet<Table>> StartAsync(NpgsqlConnection connection, IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        var partitioning = await RunAsync(
            connection,
            async (dialect, store) =>
            {
                await new Migrator(dialect, tables).StartAsync(store, options.Migrations, options.Schema, logger, cancellationToken).ConfigureAwait(false);
                return await ReadPartitioningAsync(connection, cancellationToken).ConfigureAwait(false);
            },
            mayCreate: options.Migrations == MigrationMode.Apply,
            cancellationToken).ConfigureAwait(false);
        var monthly = tables.Where(table => CanBeMonthly(table) && IsMonthly(table, partitioning.GetValueOrDefault(Dialect.StoredName(table)))).ToHashSet();
        foreach (var table in tables.Where(table => options.PartitionByMonth && CanBeMonthly(table) && !monthly.Contains(table)))
        {
            PostgresLog.NotPartitioned(logger, Dialect.StoredName(table));
        }

        return monthly;
    }

    /// <summary>Runs work on the tables.</summary>
    public async Task<T> RunAsync<T>(NpgsqlConnection connection, Func<SqlDialect, ISchemaStore, Task<T>> work, bool mayCreate, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = transaction.ConfigureAwait(false);
        await PostgresCommands.ExecuteAsync(connection, PostgresLimits.Patient(options), cancellationToken).ConfigureAwait(false);
        await PostgresCommands.ExecuteAsync(connection, TakeTurn, cancellationToken).ConfigureAwait(false);
        if ((await ReadAsync(connection, SchemaExists, cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            if (!mayCreate)
            {
                throw new NpgsqlException($"There is no schema '{options.Schema}'.");
            }

            await PostgresCommands.ExecuteAsync(connection, $"CREATE SCHEMA \"{options.Schema}\"", cancellationToken).ConfigureAwait(false);
        }

        // A table that is there stays as it is, also when it is made anew.
        var before = await ReadPartitioningAsync(connection, cancellationToken).ConfigureAwait(false);
        var dialect = new PostgresDialect(
            options.Schema,
            options.TablePrefix,
            table => options.PartitionByMonth && CanBeMonthly(table) && !before.ContainsKey(options.TablePrefix + table.Name));
        var result = await work(dialect, new PostgresSchema(connection, options.Schema)).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    private static bool CanBeMonthly(Table table) => table.Time is { } time && table.Key.Contains(time);

    private static bool IsMonthly(Table table, string? partitionKey) => partitionKey == $"RANGE ({table.Time})";

    private Task<IReadOnlyList<IReadOnlyList<string?>>> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        PostgresCommands.ReadAsync(connection, new SqlStatement(sql, [new(ColumnKind.Text, Value.Of(options.Schema))]), cancellationToken);

    private async Task<Dictionary<string, string?>> ReadPartitioningAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await ReadAsync(connection, Partitioning, cancellationToken).ConfigureAwait(false)).ToDictionary(row => row[0]!, row => row[1]);
}
