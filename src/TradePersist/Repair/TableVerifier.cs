using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>
/// Compares one table in two tiers that may be fed meanwhile. A row that was alike when it was read counts as read. A key
/// that was not is read again from both at one record of the journal, and counts, in the sums too, as it was there.
/// </summary>
internal sealed class TableVerifier(TierPair pair, Table table, bool settles)
{
    private readonly BucketBook _buckets = new(table);
    private readonly Dictionary<DifferenceKind, long> _counts = [];
    private readonly List<RowDifference> _examples = [];

    public async Task<TableComparison> RunAsync(CancellationToken cancellationToken)
    {
        await new TableScan(pair, table, SettledKey.Slice).RunAsync(
            _buckets.AddAlike,
            _buckets.AddSuspect,
            slice => SettleAsync(slice, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return _buckets.Complete(table.Name) with
        {
            Missing = _counts.GetValueOrDefault(DifferenceKind.Missing),
            Extra = _counts.GetValueOrDefault(DifferenceKind.Extra),
            Different = _counts.GetValueOrDefault(DifferenceKind.Different),
            Doubled = _counts.GetValueOrDefault(DifferenceKind.Doubled),
            Examples = _examples,
        };
    }

    private async Task SettleAsync(IReadOnlyList<KeyMatch> slice, CancellationToken cancellationToken)
    {
        IReadOnlyList<SettledKey> settled;
        using (settles ? await Standstill.BeginAsync(pair, cancellationToken).ConfigureAwait(false) : null)
        {
            settled = await SettledKey.ReadAsync(pair, table, slice, cancellationToken).ConfigureAwait(false);
        }

        foreach (var key in settled)
        {
            key.Rows.ForEach(_buckets.Add);
            key.OtherRows.ForEach(_buckets.AddOther);
            if (key.Match.Kind is { } kind)
            {
                var count = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
                if (count <= pair.Options.Examples)
                {
                    _examples.Add(key.Match.Describe());
                }
            }
        }

        _buckets.Settle();
    }
}
