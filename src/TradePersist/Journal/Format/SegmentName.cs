using System.Globalization;

namespace TradePersist.Journal.Format;

/// <summary>Names of segment files; they sort by first LSN.</summary>
internal static class SegmentName
{
    private const string Extension = ".tpj";
    private const string SpareExtension = ".spare";
    private const int Digits = 20;

    public static string Of(long baseLsn) => string.Create(CultureInfo.InvariantCulture, $"{baseLsn:D20}{Extension}");

    public static string Spare(long number) => string.Create(CultureInfo.InvariantCulture, $"next-{number}{SpareExtension}");

    public static bool IsSegment(string name) => name.EndsWith(Extension, StringComparison.Ordinal);

    public static bool IsSpare(string name) =>
        name.StartsWith("next-", StringComparison.Ordinal) && name.EndsWith(SpareExtension, StringComparison.Ordinal);

    /// <summary>The LSN in a segment's name; null when the name has another form.</summary>
    public static long? BaseLsn(string name) =>
        name.Length == Digits + Extension.Length
            && long.TryParse(name.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var lsn) && lsn > 0
                ? lsn
                : null;
}
