using TradePersist.Candles;

namespace EmbeddedBot.Strategy;

/// <summary>The range of the last candles: leaving it is a breakout.</summary>
internal sealed class Channel
{
    public const int Length = 30;

    private readonly Queue<Candle> _candles = new(Length);

    public bool IsFull => _candles.Count == Length;

    public double High => _candles.Max(candle => candle.High);

    public double Low => _candles.Min(candle => candle.Low);

    /// <summary>How far one candle reaches, on average.</summary>
    public double Reach => _candles.Average(candle => candle.High - candle.Low);

    public void Add(in Candle candle)
    {
        if (IsFull)
        {
            _candles.Dequeue();
        }

        _candles.Enqueue(candle);
    }
}
