using System.Text.RegularExpressions;

namespace EmbeddedBot.Files;

/// <summary>Whose candles a file holds.</summary>
internal sealed partial record SeriesName(string Symbol, string Timeframe)
{
    /// <summary>From <c>SYMBOL_venue_timeframe_anything.csv</c>, or from what the user says.</summary>
    public static SeriesName Of(string path, string? symbol, string? timeframe)
    {
        var match = Pattern().Match(Path.GetFileName(path));
        symbol ??= match.Success ? match.Groups["symbol"].Value : null;
        timeframe ??= match.Success ? match.Groups["timeframe"].Value : null;
        return symbol is not null && timeframe is not null && Market.Timeframe.Length(timeframe) is not null
            ? new SeriesName(symbol, timeframe)
            : throw new UsageException($"{path}: no symbol and timeframe in the name (SYMBOL_venue_timeframe_....csv); say --symbol and --timeframe.");
    }

    /// <summary>The venue that the file's name tells; empty without one.</summary>
    public static string Venue(string path) => Pattern().Match(Path.GetFileName(path)).Groups["venue"].Value;

    public override string ToString() => $"{Symbol} {Timeframe}";

    [GeneratedRegex(@"\A(?<symbol>[^_]+)_(?<venue>[^_]+)_(?<timeframe>[1-9][0-9]*[smhdwM])(?=[_.])", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
