using TradePersist;
using TradePersist.Candles;

namespace EmbeddedBot.Market;

/// <summary>Candles as they close: each step holds those that close at the same moment.</summary>
/// <param name="Timeframe">The timeframe of all of them.</param>
/// <param name="Symbols">Whose candles they are.</param>
/// <param name="Count">How many steps there are.</param>
/// <param name="Steps">The steps, oldest first.</param>
internal sealed record Feed(string Timeframe, IReadOnlyList<string> Symbols, long Count, IEnumerable<IReadOnlyList<Candle>> Steps)
{
    /// <summary>Takes note of a candle that the store refused; without it, a refusal ends the run.</summary>
    public Action<Candle, RecordValidationException>? Refused { get; init; }

    /// <summary>Candles older than what is stored, from a file that was completed since: stored, but not traded on.</summary>
    public IReadOnlyList<Candle> Late { get; init; } = [];
}
