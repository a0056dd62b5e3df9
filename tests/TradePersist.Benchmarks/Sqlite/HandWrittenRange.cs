using Microsoft.Data.Sqlite;
using TradePersist.Candles;
using TradePersist.Model;

namespace TradePersist.Benchmarks.Sqlite;

/// <summary>The baseline of a read: an open connection, a prepared command, values taken typed.</summary>
internal sealed class HandWrittenRange : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _select;
    private readonly SqliteParameter _symbol;
    private readonly SqliteParameter _timeframe;
    private readonly SqliteParameter _from;
    private readonly SqliteParameter _to;

    public HandWrittenRange(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        _connection.Open();
        _select = _connection.CreateCommand();
        _select.CommandText = """
            SELECT symbol, timeframe, ts, open, high, low, close, volume FROM candles
            WHERE symbol = $symbol AND timeframe = $timeframe AND ts >= $from AND ts < $to ORDER BY ts
            """;
        _symbol = _select.Parameters.AddWithValue("$symbol", "");
        _timeframe = _select.Parameters.AddWithValue("$timeframe", "");
        _from = _select.Parameters.AddWithValue("$from", 0L);
        _to = _select.Parameters.AddWithValue("$to", 0L);
    }

    public List<Candle> Load(string symbol, string timeframe, DateTimeOffset from, DateTimeOffset to)
    {
        _symbol.Value = symbol;
        _timeframe.Value = timeframe;
        _from.Value = Timestamps.ToMicroseconds(from);
        _to.Value = Timestamps.ToMicroseconds(to);
        var candles = new List<Candle>();
        using var reader = _select.ExecuteReader();
        while (reader.Read())
        {
            candles.Add(new Candle(
                reader.GetString(0),
                reader.GetString(1),
                Timestamps.FromMicroseconds(reader.GetInt64(2)),
                reader.GetDouble(3),
                reader.GetDouble(4),
                reader.GetDouble(5),
                reader.GetDouble(6),
                reader.GetDouble(7)));
        }

        return candles;
    }

    public void Dispose()
    {
        _select.Dispose();
        _connection.Dispose();
    }
}
