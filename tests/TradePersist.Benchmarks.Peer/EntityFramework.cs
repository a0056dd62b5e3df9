using Microsoft.EntityFrameworkCore;

namespace TradePersist.Benchmarks.Peer;

/// <summary>What the benchmarks call. Nothing but the runtime's own types goes across.</summary>
public static class EntityFramework
{
    /// <summary>Which Entity Framework this is.</summary>
    public static string Version => typeof(DbContext).Assembly.GetName().Version!.ToString(2);

    /// <summary>Saves new candles. A new context per batch: one that tracks everything it ever saved only gets slower.</summary>
    public static async Task SaveAsync(
        string connectionString,
        (string Symbol, string Timeframe, DateTime Ts, double Open, double High, double Low, double Close, double Volume)[] candles)
    {
        await using var database = new CandleContext(connectionString);
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        database.Candles.AddRange(candles.Select(candle => new CandleRow
        {
            Symbol = candle.Symbol,
            Timeframe = candle.Timeframe,
            Ts = candle.Ts,
            Open = candle.Open,
            High = candle.High,
            Low = candle.Low,
            Close = candle.Close,
            Volume = candle.Volume,
        }));
        await database.SaveChangesAsync();
    }
}
