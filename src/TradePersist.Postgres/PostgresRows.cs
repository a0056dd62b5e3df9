using Npgsql;
using TradePersist.Model;
using TradePersist.Relational;
using TradePersist.Tiers;

namespace TradePersist.Postgres;

/// <summary>Rows on their way into a table: few as arrays, a parameter per column; many over a temporary table, by COPY.</summary>
internal static class PostgresRows
{
    /// <summary>
    /// From so many cells on, rows are copied. Measured with candles and with trails, which have eight and some 150 columns,
    /// arrays are faster below and about as fast above; but they keep all the rows a second time, and a copy does not.
    /// </summary>
    public const int CopiedCells = 100_000;

    public static bool AreCopied(Table table, int rows) => (long)rows * table.Columns.Count >= CopiedCells;

    /// <summary>One statement that upserts all rows.</summary>
    public static NpgsqlBatchCommand Upsert(PostgresDialect dialect, Table table, IReadOnlyList<Row> rows)
    {
        var columns = table.Columns;
        var arrays = columns.Select(column => PostgresArray.Of(column.Kind, rows.Count)).ToArray();
        for (var row = 0; row < rows.Count; row++)
        {
            var cells = rows[row].Values;
            for (var i = 0; i < arrays.Length; i++)
            {
                arrays[i].Set(row, cells[i]);
            }
        }

        var parameters = string.Join(", ", columns.Select(column => dialect.Parameter(column.Ordinal + 1)));
        var names = string.Join(", ", columns.Select(column => dialect.Quote(column.Name)));
        var command = new NpgsqlBatchCommand(TableSql.UpsertFrom(dialect, table, $"unnest({parameters}) AS new_rows ({names})"));
        foreach (var array in arrays)
        {
            command.Parameters.Add(array.ToParameter());
        }

        return command;
    }

    /// <summary>Makes the table that rows are copied to, for the connection. It has no key and no checks, so that a row's fault shows as the real table's; it is empty at the end of each transaction.</summary>
    public static string CreateStaging(PostgresDialect dialect, Table table)
    {
        var columns = table.Columns.Select(column => $"{dialect.Quote(column.Name)} {dialect.ColumnType(column)}");
        return $"CREATE TEMP TABLE IF NOT EXISTS {dialect.Quote(StagingName(dialect, table))} ({string.Join(", ", columns)}) ON COMMIT DELETE ROWS";
    }

    /// <summary>Copies the rows to that table.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, PostgresDialect dialect, Table table, IReadOnlyList<Row> rows, CancellationToken cancellationToken)
    {
        var importer = await connection.BeginBinaryImportAsync($"COPY {Staging(dialect, table)} FROM STDIN (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
        await using var closing = importer.ConfigureAwait(false);
        for (var row = 0; row < rows.Count; row++)
        {
            var source = rows[row];
            await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < table.Columns.Count; i++)
            {
                await WriteAsync(importer, table.Columns[i].Kind, source.Values[i], cancellationToken).ConfigureAwait(false);
            }
        }

        await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The statement that upserts what was copied.</summary>
    public static SqlStatement UpsertCopied(PostgresDialect dialect, Table table) => new(TableSql.UpsertFrom(dialect, table, Staging(dialect, table)), []);

    /// <summary>Throws <see cref="ArgumentException"/> for a value that is not of its column's kind, naming it.</summary>
    public static void ThrowIfUnfit(TierBatch batch)
    {
        foreach (var (table, _, rows) in batch.Tables)
        {
            for (var row = 0; row < rows.Count; row++)
            {
                foreach (var column in table.Columns)
                {
                    ThrowIfUnfit(table, column, rows[row][column]);
                }
            }
        }
    }

    private static void ThrowIfUnfit(Table table, Column column, in Value value)
    {
        try
        {
            PostgresArray.Of(column.Kind, 1).Set(0, value);
        }
        catch (InvalidOperationException exception)
        {
            throw new ArgumentException($"{table}.{column}: {exception.Message}", exception);
        }
    }

    private static Task WriteAsync(NpgsqlBinaryImporter importer, ColumnKind kind, in Value value, CancellationToken cancellationToken)
    {
        if (value.IsNull)
        {
            return importer.WriteNullAsync(cancellationToken);
        }

        var type = PostgresParameters.TypeOf(kind);
        return kind switch
        {
            ColumnKind.Int64 => importer.WriteAsync(value.AsInt64(), type, cancellationToken),
            ColumnKind.Int32 => importer.WriteAsync(value.AsInt32(), type, cancellationToken),
            ColumnKind.Double => importer.WriteAsync(value.AsDouble(), type, cancellationToken),
            ColumnKind.Decimal => importer.WriteAsync(value.AsDecimal(), type, cancellationToken),
            ColumnKind.Bool => importer.WriteAsync(value.AsBool(), type, cancellationToken),
            ColumnKind.Text or ColumnKind.Json => importer.WriteAsync(value.AsText(), type, cancellationToken),
            ColumnKind.Timestamp => importer.WriteAsync(PostgresTime.ToStored(value.AsMicroseconds()), type, cancellationToken),
            ColumnKind.Guid => importer.WriteAsync(value.AsGuid(), type, cancellationToken),
            ColumnKind.Blob => importer.WriteAsync(value.AsBlob(), type, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
        };
    }

    private static string Staging(PostgresDialect dialect, Table table) => $"pg_temp.{dialect.Quote(StagingName(dialect, table))}";

    private static string StagingName(PostgresDialect dialect, Table table) => $"tp_staging_{dialect.StoredName(table)}";
}
