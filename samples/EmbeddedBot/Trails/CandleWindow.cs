using TradePersist.Candles;
using TradePersist.Trails;

namespace EmbeddedBot.Trails;

/// <summary>The last candles of one symbol, by the moment they opened.</summary>
internal sealed class CandleWindow
{
    /// <summary>How many candles a trail looks back: 15 minutes, and 10 before the oldest of them.</summary>
    public const int Length = Trail.MinuteCount + 10;

    private readonly Queue<Candle> _candles = new(Length);

    public void Add(in Candle candle)
    {
        if (_candles.Count == Length)
        {
            _candles.Dequeue();
        }

        _candles.Enqueue(candle);
    }

    /// <summary>Those of the last 15 minutes, oldest first.</summary>
    public IReadOnlyList<Candle> Recent(DateTimeOffset end) => [.. _candles.Where(candle => candle.Timestamp >= end.AddMinutes(-Trail.MinuteCount))];

    /// <summary>The candle that opened at a moment. Markets have gaps, so it is found by its time and not by counting.</summary>
    public Candle? At(DateTimeOffset opened)
    {
        foreach (var candle in _candles)
        {
            if (candle.Timestamp == opened)
            {
                return candle;
            }
        }

        return null;
    }
}
