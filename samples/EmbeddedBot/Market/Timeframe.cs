using System.Globalization;

namespace EmbeddedBot.Market;

internal static class Timeframe
{
    /// <summary>The length of a bar as <c>1m</c> or <c>4h</c>; null when the text is none. A month counts as 30 days.</summary>
    public static TimeSpan? Length(string text) =>
        text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? text[^1] switch
            {
                's' => TimeSpan.FromSeconds(count),
                'm' => TimeSpan.FromMinutes(count),
                'h' => TimeSpan.FromHours(count),
                'd' => TimeSpan.FromDays(count),
                'w' => TimeSpan.FromDays(7L * count),
                'M' => TimeSpan.FromDays(30L * count),
                _ => null,
            }
            : null;
}
