using System.Globalization;
using CsvHelper;
using TradePersist.Candles;

namespace EmbeddedBot.Files;

/// <summary>Reads a CSV file of candles. A line that makes no sense is named and left out; the others go on.</summary>
internal sealed class CandleFile(string path, SeriesName series, BadLines bad)
{
    private static readonly string[] Columns = ["ts", "open", "high", "low", "close", "volume"];
    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd",
    ];

    // Quotes end with their line: else one stray quote would swallow the rest of the file.
    private static readonly CsvReaderOptions Format = new()
    {
        Separator = ',',
        TrimWhitespace = true,
        TrackLineNumbers = true,
        AllowLineBreaksInQuotes = false,
    };

    public IEnumerable<FileCandle> Read()
    {
        using var csv = CsvReader.FromFile(path, Format);
        var places = Header(csv);
        while (csv.Read())
        {
            if (csv.FieldCount != csv.Headers.Count)
            {
                bad.Add(new BadLine(path, csv.LineNumber, $"{csv.FieldCount} fields instead of {csv.Headers.Count}"));
            }
            else if (Parse(csv, places) is { } candle)
            {
                yield return new FileCandle(candle, path, csv.LineNumber);
            }
        }
    }

    private int[] Header(CsvReader csv)
    {
        string[] names = [.. csv.Headers.Select(name => name.Trim().ToLowerInvariant())];
        var places = Array.ConvertAll(Columns, column => Array.IndexOf(names, column));
        return places.Min() >= 0
            ? places
            : throw new UsageException($"{path}: the first line must name the columns {string.Join(',', Columns)}, but is '{string.Join(',', names)}'.");
    }

    private Candle? Parse(CsvReader csv, int[] places)
    {
        var time = csv.GetString(places[0]);
        if (!DateTimeOffset.TryParseExact(time, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start))
        {
            bad.Add(new BadLine(path, csv.LineNumber, $"ts '{time}' is not a time as 2026-01-31T23:59:00Z"));
            return null;
        }

        Span<double> numbers = stackalloc double[Columns.Length];
        for (var i = 1; i < Columns.Length; i++)
        {
            var text = csv.GetString(places[i]);
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                bad.Add(new BadLine(path, csv.LineNumber, $"{Columns[i]} '{text}' is not a number"));
                return null;
            }
        }

        return new Candle(series.Symbol, series.Timeframe, start, numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }
}
