using Npgsql;
using TradePersist.Candles;

namespace TradePersist.Benchmarks.Postgres;

/// <summary>The baseline of reads: an open connection, a prepared command, values taken typed.</summary>
internal sealed class HandWrittenReads : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _select;
    private readonly NpgsqlParameter<string> _symbol = new();
    private readonly NpgsqlParameter<string> _timeframe = new();
    private readonly NpgsqlParameter<DateTime> _from = new();
    private readonly NpgsqlParameter<DateTime> _to = new();

    private HandWrittenReads(NpgsqlConnection connection)
    {
        _connection = connection;
        _select = new NpgsqlCommand(
            """
            SELECT symbol, timeframe, ts, open, high, low, close, volume FROM candles
            WHERE symbol = $1 AND timeframe = $2 AND ts >= $3 AND ts < $4 ORDER BY ts
            """,
            connection)
        {
            Parameters = { _symbol, _timeframe, _from, _to },
        };
    }

    public static async Task<HandWrittenReads> OpenAsync(string schema)
    {
        var opened = new HandWrittenReads(await PostgresDatabase.ConnectAsync(schema));
        await opened._select.PrepareAsync();
        return opened;
    }

    public async Task<List<Candle>> LoadAsync(string symbol, string timeframe, DateTimeOffset from, DateTimeOffset to)
    {
        (_symbol.TypedValue, _timeframe.TypedValue, _from.TypedValue, _to.TypedValue) = (symbol, timeframe, from.UtcDateTime, to.UtcDateTime);
        var candles = new List<Candle>();
        await using var reader = await _select.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            candles.Add(new Candle(
                reader.GetString(0),
                reader.GetString(1),
                new DateTimeOffset(reader.GetDateTime(2), TimeSpan.Zero),
                reader.GetDouble(3),
                reader.GetDouble(4),
                reader.GetDouble(5),
                reader.GetDouble(6),
                reader.GetDouble(7)));
        }

        return candles;
    }

    public async ValueTask DisposeAsync()
    {
        await _select.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
