namespace EmbeddedBot.Files;

/// <summary>A market of recorded candles.</summary>
internal static class FileMarket
{
    /// <summary>Reads all files, before anything is stored. One recording per series; they rarely share their times, so each is a feed of its own.</summary>
    public static IReadOnlyList<FileSeries> Read(IReadOnlyList<string> files, string? symbol, string? timeframe, BadLines bad)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new UsageException($"{missing}: no such file.");
        }

        var recordings = new List<FileSeries>();
        foreach (var series in files.GroupBy(file => SeriesName.Of(file, symbol, timeframe)))
        {
            string[] venues = [.. series.Select(SeriesName.Venue).Distinct(StringComparer.Ordinal)];
            if (venues.Length > 1)
            {
                throw new UsageException($"{series.Key} comes from {string.Join(" and ", venues)}: one series has one venue. Run them apart, with a --symbol of its own for one.");
            }

            var recording = new FileSeries(series.Key, bad);
            foreach (var file in series)
            {
                recording.Add(new CandleFile(file, series.Key, bad));
            }

            recordings.Add(recording);
        }

        return recordings;
    }
}
