using System.Globalization;

namespace EmbeddedBot.Drill;

/// <summary>What the killed processes were told is safe. The last line of each may be torn and does not count then.</summary>
internal sealed class AcknowledgedRecords
{
    /// <summary>The times by symbol.</summary>
    public Dictionary<string, HashSet<DateTimeOffset>> Candles { get; } = new(StringComparer.Ordinal);

    /// <summary>The last acknowledged stage by id.</summary>
    public Dictionary<Guid, int> Trades { get; } = [];

    /// <summary>The last acknowledged version by the number of the entry.</summary>
    public Dictionary<long, int> Trails { get; } = [];

    public int TornLines { get; private set; }

    public int CandleCount => Candles.Values.Sum(times => times.Count);

    public static AcknowledgedRecords Read(string path)
    {
        var records = new AcknowledgedRecords();
        foreach (var line in File.ReadLines(path))
        {
            if (!records.TryAdd(line.Split(',')))
            {
                records.TornLines++;
            }
        }

        return records;
    }

    private bool TryAdd(string[] fields) => fields switch
    {
        ["candles", var key] => TryAddCandle(key.Split('|')),
        ["trades", var id, var stage] => TryAddTrade(id, stage),
        ["trails", var id, var version] => TryAddTrail(id, version),
        _ => false,
    };

    private bool TryAddCandle(string[] key)
    {
        if (key is not [var symbol, DrillRecords.Timeframe, var text]
            || !DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return false;
        }

        if (!Candles.TryGetValue(symbol, out var times))
        {
            Candles.Add(symbol, times = []);
        }

        times.Add(time);
        return true;
    }

    private bool TryAddTrade(string idText, string stageText)
    {
        if (!Guid.TryParseExact(idText, "D", out var id) || !int.TryParse(stageText, NumberStyles.None, CultureInfo.InvariantCulture, out var stage))
        {
            return false;
        }

        Trades[id] = Math.Max(stage, Trades.GetValueOrDefault(id));
        return true;
    }

    private bool TryAddTrail(string idText, string versionText)
    {
        if (!long.TryParse(idText, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !int.TryParse(versionText, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return false;
        }

        Trails[id] = Math.Max(version, Trails.GetValueOrDefault(id));
        return true;
    }
}
