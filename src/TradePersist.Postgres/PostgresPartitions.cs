using System.Globalization;
using Npgsql;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Postgres;

/// <summary>The partitions of tables that are partitioned by month, in UTC, named <c>TABLE_y2026m01</c>.</summary>
internal static class PostgresPartitions
{
    /// <summary>Makes those that the rows of some tables need, in a transaction of its own. Processes that do so at once take turns.</summary>
    public static async Task CreateAsync(
        NpgsqlConnection connection, PostgresOptions options, PostgresDialect dialect, IEnumerable<TableBatch> tables, CancellationToken cancellationToken)
    {
        var statements = tables.SelectMany(table => MonthsOf(table).Select(month => Create(dialect, table.Table, month))).ToList();
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = transaction.ConfigureAwait(false);
        await PostgresCommands.ExecuteAsync(connection, PostgresLimits.Statement(options), cancellationToken).ConfigureAwait(false);
        await PostgresCommands.ExecuteAsync(connection, PostgresMigration.TakeTurn, cancellationToken).ConfigureAwait(false);
        foreach (var statement in statements)
        {
            await PostgresCommands.ExecuteAsync(connection, statement, cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<DateTime> MonthsOf(TableBatch table) => table.Upserts
        .Select(row => row[table.Table.Time!].AsTimestamp())
        .Select(time => new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc))
        .Distinct();

    // The last month of all has no end that a time could have.
    private static string Create(PostgresDialect dialect, Table table, DateTime month)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{dialect.StoredName(table)}_y{month:yyyy}m{month:MM}");
        var end = month is { Year: 9999, Month: 12 } ? "MAXVALUE" : Literal(month.AddMonths(1));
        return $"CREATE TABLE IF NOT EXISTS {dialect.Qualify(name)} PARTITION OF {dialect.TableName(table)} FOR VALUES FROM ({Literal(month)}) TO ({end})";
    }

    private static string Literal(DateTime month) => string.Create(CultureInfo.InvariantCulture, $"'{month:yyyy-MM-dd} 00:00:00+00'");
}
