using EmbeddedBot.Market;
using TradePersist;
using TradePersist.Candles;

namespace EmbeddedBot.Files;

/// <summary>The candles of one series out of all its files, in order and each once.</summary>
internal sealed class FileSeries(SeriesName name, BadLines bad)
{
    private readonly SortedDictionary<DateTimeOffset, FileCandle> _candles = [];

    public void Add(CandleFile file)
    {
        foreach (var found in file.Read())
        {
            if (_candles.TryAdd(found.Candle.Timestamp, found))
            {
                continue;
            }

            var first = _candles[found.Candle.Timestamp];
            if (first.Candle != found.Candle)
            {
                bad.Add(found.Bad($"another candle of the time of {first.File}:{first.Line}, which counts"));
            }
        }
    }

    /// <summary>What is not stored yet: candles after the newest stored one to trade on, and those that were missing before it.</summary>
    public async Task<Feed> ContinueAsync(ICandleStore candles, CancellationToken stop)
    {
        var newest = await candles.LoadAsync(name.Symbol, name.Timeframe, limit: 1, cancellationToken: stop);
        var stored = new HashSet<Candle>();
        if (newest.Count > 0 && _candles.Count > 0)
        {
            await foreach (var candle in candles.StreamAsync(name.Symbol, name.Timeframe, _candles.Keys.First(), cancellationToken: stop))
            {
                stored.Add(candle);
            }
        }

        var end = newest.Count > 0 ? newest[0].Timestamp : DateTimeOffset.MinValue;
        var late = _candles.Values.Select(found => found.Candle).TakeWhile(candle => candle.Timestamp <= end).Where(candle => !stored.Contains(candle));
        var next = _candles.Values.Select(found => found.Candle).SkipWhile(candle => candle.Timestamp <= end).ToList();
        return new Feed(name.Timeframe, [name.Symbol], next.Count, next.Select(candle => new[] { candle }))
        {
            Late = [.. late],
            Refused = Refused,
        };
    }

    private void Refused(Candle candle, RecordValidationException refusal) =>
        bad.Add(_candles[candle.Timestamp].Bad(string.Join("; ", refusal.Violations)));
}
