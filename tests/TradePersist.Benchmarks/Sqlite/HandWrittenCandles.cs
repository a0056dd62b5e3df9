using Microsoft.Data.Sqlite;

namespace TradePersist.Benchmarks.Sqlite;

internal static class HandWrittenCandles
{
    private const string Upsert = """
        INSERT INTO candles (symbol, timeframe, ts, open, high, low, close, volume) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (symbol, timeframe, ts) DO UPDATE SET
            open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume
        """;

    public static HandWritten Open(string path) => new(path, Upsert, 8);

    public static void Bind(SqliteParameter[] parameters, CandleRow row)
    {
        parameters[0].Value = row.Symbol;
        parameters[1].Value = row.Timeframe;
        parameters[2].Value = row.Ts;
        parameters[3].Value = row.Open;
        parameters[4].Value = row.High;
        parameters[5].Value = row.Low;
        parameters[6].Value = row.Close;
        parameters[7].Value = row.Volume;
    }
}
