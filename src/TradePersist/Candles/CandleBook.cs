using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TradePersist.Candles;

/// <summary>Candles of one timeframe by symbol, each list ascending in time. Only symbols that have candles are in it.</summary>
public sealed class CandleBook : IReadOnlyDictionary<string, ResultList<Candle>>
{
    private readonly Dictionary<string, ResultList<Candle>> _series;

    internal CandleBook(Dictionary<string, ResultList<Candle>> series, string tier, bool isComplete)
    {
        _series = series;
        Tier = tier;
        IsComplete = isComplete;
    }

    /// <summary>The tier that answered; several, separated by commas, when one fell out on the way.</summary>
    public string Tier { get; }

    /// <summary>Whether the tier knows every candle that was asked for.</summary>
    public bool IsComplete { get; }

    /// <summary>The symbols.</summary>
    public IEnumerable<string> Keys => _series.Keys;

    /// <summary>The candles of each symbol.</summary>
    public IEnumerable<ResultList<Candle>> Values => _series.Values;

    /// <summary>How many symbols.</summary>
    public int Count => _series.Count;

    /// <summary>The candles of a symbol. Throws <see cref="KeyNotFoundException"/> when it has none.</summary>
    public ResultList<Candle> this[string key] => _series[key];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _series.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out ResultList<Candle> value) => _series.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ResultList<Candle>>> GetEnumerator() => _series.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
