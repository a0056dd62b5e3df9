using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TradePersist.Trails;

/// <summary>Puts the records of a section where their minute is.</summary>
internal static partial class TrailMinutes
{
    public const string SpanFrom = "minute_span_from";
    public const string Timestamp = "minute_timestamp";
    public const string WindowEnd = "followed_at";

    private static readonly string[] WindowNames = ["window", "end"];

    /// <summary>The minute in which the window of a payload ends; null when it does not say.</summary>
    public static DateTimeOffset? EndOf(JsonElement payload) =>
        payload.TryGetProperty(WindowNames[0], out var window) && window.ValueKind == JsonValueKind.Object
        && window.TryGetProperty(WindowNames[1], out var end) && MinuteOf(end) is { } time
            ? time
            : payload.TryGetProperty(WindowEnd, out var followed) ? MinuteOf(followed) : null;

    /// <summary>The place in the list of each minute's first record; -1 for minutes without one.</summary>
    public static int[] Place(JsonElement records, string section, DateTimeOffset? windowEnd, FlattenLog log)
    {
        var places = new int[Trail.MinuteCount];
        Array.Fill(places, -1);
        var place = 0;
        foreach (var record in records.EnumerateArray())
        {
            if (SpanOf(record, windowEnd) is not { } span)
            {
                log.Note(TrailNoteKind.NoMinute, section);
            }
            else if (span is < 0 or >= Trail.MinuteCount)
            {
                log.Note(TrailNoteKind.OutsideWindow, section);
            }
            else if (places[(int)span] >= 0)
            {
                log.Note(TrailNoteKind.Repeated, section);
            }
            else
            {
                places[(int)span] = place;
            }

            place++;
        }

        return places;
    }

    private static double? SpanOf(JsonElement record, DateTimeOffset? windowEnd)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (record.TryGetProperty(SpanFrom, out var from) && TrailCell.TryGetNumber(from, out var span) && double.IsFinite(span))
        {
            return Math.Truncate(span);
        }

        return windowEnd is { } end && record.TryGetProperty(Timestamp, out var time) && MinuteOf(time) is { } stamp
            ? Math.Max(0, (end - stamp).TotalMinutes)
            : null;
    }

    private static DateTimeOffset? MinuteOf(JsonElement element)
    {
        var match = TimePattern().Match(PayloadText.Of(element) ?? "");
        var zone = match.Groups["zoneHours"].Success ? $"{match.Groups["zoneHours"]}:{(match.Groups["zoneMinutes"].Success ? match.Groups["zoneMinutes"] : "00")}" : "Z";
        return match.Success && DateTimeOffset.TryParse(match.Groups["minute"].Value + zone, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
    }

    // How many whole minutes lie between a time and the start of a minute, seconds do not change.
    [GeneratedRegex(
        @"\A(?<minute>[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2})(:[0-5][0-9](\.[0-9]+)?)? ?(Z|UTC|(?<zoneHours>[+-][0-9]{2})(:?(?<zoneMinutes>[0-9]{2}))?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TimePattern();
}
