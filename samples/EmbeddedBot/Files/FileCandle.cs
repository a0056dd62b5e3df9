using TradePersist.Candles;

namespace EmbeddedBot.Files;

/// <summary>A candle and the line it comes from.</summary>
internal readonly record struct FileCandle(Candle Candle, string File, long Line)
{
    public BadLine Bad(string reason) => new(File, Line, reason);
}
