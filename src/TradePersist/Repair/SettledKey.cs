using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>A key that seemed to differ, read once more from both tiers.</summary>
/// <param name="Match">What there is.</param>
/// <param name="Rows">All rows in the tier.</param>
/// <param name="OtherRows">All rows in the other one.</param>
internal sealed record SettledKey(KeyMatch Match, List<Row> Rows, List<Row> OtherRows)
{
    /// <summary>How many are read at a time, while both tiers stand still for it.</summary>
    public const int Slice = 500;

    public static async Task<IReadOnlyList<SettledKey>> ReadAsync(TierPair pair, Table table, IReadOnlyList<KeyMatch> keys, CancellationToken cancellationToken)
    {
        var reading = KeyLookup.RowsAsync(pair.Reading, table, keys, cancellationToken);
        var readingOther = KeyLookup.RowsAsync(pair.ReadingOther, table, keys, cancellationToken);
        await Task.WhenAll(reading, readingOther).ConfigureAwait(false);
        var rows = await reading.ConfigureAwait(false);
        var otherRows = await readingOther.ConfigureAwait(false);
        return [.. keys.Select(key => Of(rows.GetValueOrDefault(key.Key, []), otherRows.GetValueOrDefault(key.Key, [])))];
    }

    private static SettledKey Of(List<Row> rows, List<Row> otherRows) =>
        new(new KeyMatch(FirstOf(rows), rows.Count, FirstOf(otherRows), otherRows.Count), rows, otherRows);

    private static Row? FirstOf(List<Row> rows) => rows.Count == 0 ? null : rows[0];
}
