using Npgsql;
using NpgsqlTypes;
using TradePersist.Candles;

namespace TradePersist.Benchmarks.Postgres;

/// <summary>
/// The baseline of bulk writes, as a good engineer writes it with the driver: one connection, a binary COPY into a
/// temporary table and one statement that upserts from there, one transaction per batch that also moves the position by
/// compare-and-set.
/// </summary>
internal sealed class HandWrittenPostgres : IAsyncDisposable
{
    private const string Upsert = """
        INSERT INTO candles SELECT * FROM incoming ON CONFLICT (symbol, timeframe, ts) DO UPDATE SET
            open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume
        """;

    private readonly NpgsqlConnection _connection;
    private readonly Guid _journal = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
    private long _position;

    private HandWrittenPostgres(NpgsqlConnection connection) => _connection = connection;

    public static async Task<HandWrittenPostgres> OpenAsync(string schema)
    {
        var opened = new HandWrittenPostgres(await PostgresDatabase.ConnectAsync(schema));
        await opened.ExecuteAsync("CREATE TEMP TABLE incoming (LIKE candles) ON COMMIT DELETE ROWS");
        await opened.ExecuteAsync("INSERT INTO tp_position (journal_id, lsn) VALUES ($1, 0)", new NpgsqlParameter<Guid> { TypedValue = opened._journal });
        return opened;
    }

    /// <summary>Writes candles that may be there already.</summary>
    public Task UpsertAsync(IReadOnlyList<Candle> candles) => CommitAsync(async () =>
    {
        await CopyAsync("incoming", candles);
        await ExecuteAsync(Upsert);
    });

    /// <summary>Writes candles that are new.</summary>
    public Task InsertAsync(IReadOnlyList<Candle> candles) => CommitAsync(() => CopyAsync("candles", candles));

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task CommitAsync(Func<Task> write)
    {
        await using var transaction = await _connection.BeginTransactionAsync();
        var moved = await ExecuteAsync(
            "UPDATE tp_position SET lsn = $1 WHERE journal_id = $2 AND lsn = $3",
            new NpgsqlParameter<long> { TypedValue = _position + 1 },
            new NpgsqlParameter<Guid> { TypedValue = _journal },
            new NpgsqlParameter<long> { TypedValue = _position });
        if (moved != 1)
        {
            throw new InvalidOperationException("The position is not the expected one.");
        }

        await write();
        await transaction.CommitAsync();
        _position++;
    }

    private async Task CopyAsync(string table, IReadOnlyList<Candle> candles)
    {
        await using var importer = await _connection.BeginBinaryImportAsync($"COPY {table} (symbol, timeframe, ts, open, high, low, close, volume) FROM STDIN (FORMAT BINARY)");
        foreach (var candle in candles)
        {
            await importer.StartRowAsync();
            await importer.WriteAsync(candle.Symbol, NpgsqlDbType.Text);
            await importer.WriteAsync(candle.Timeframe, NpgsqlDbType.Text);
            await importer.WriteAsync(candle.Timestamp.UtcDateTime, NpgsqlDbType.TimestampTz);
            await importer.WriteAsync(candle.Open, NpgsqlDbType.Double);
            await importer.WriteAsync(candle.High, NpgsqlDbType.Double);
            await importer.WriteAsync(candle.Low, NpgsqlDbType.Double);
            await importer.WriteAsync(candle.Close, NpgsqlDbType.Double);
            await importer.WriteAsync(candle.Volume, NpgsqlDbType.Double);
        }

        await importer.CompleteAsync();
    }

    private async Task<int> ExecuteAsync(string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync();
    }
}
