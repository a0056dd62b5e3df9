using System.Runtime.CompilerServices;
using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>
/// Walks through one table in two tiers at once, in the order of the key, and stops nobody. Memory holds a page of each
/// and one slice of what differs, whatever the size of the table.
/// </summary>
internal sealed class TableScan(TierPair pair, Table table, int sliceKeys)
{
    private const int KeysPerReport = 5_000;

    private readonly int _sliceKeys = Math.Min(sliceKeys, PageRows.Of(table));
    private readonly RepairUnit _unit = new(table);

    /// <summary>How many keys have been compared.</summary>
    public long Keys { get; private set; }

    /// <summary>Hands over each row that both have alike; and, a slice of whole units at a time, the keys that seem to differ.</summary>
    public async Task RunAsync(Action<Row> alike, Action<Row> suspect, Func<IReadOnlyList<KeyMatch>, Task> settle, CancellationToken cancellationToken)
    {
        var slice = new KeySlice(table);
        await foreach (var match in MergeAsync(cancellationToken).ConfigureAwait(false))
        {
            if (++Keys % KeysPerReport == 0)
            {
                pair.Progress?.Report(new VerifyProgress(table.Name, Keys));
            }

            if (match.Kind is null)
            {
                alike(match.Key);
                continue;
            }

            suspect(match.Key);
            if (slice.Matches.Count >= _sliceKeys && !_unit.Comparer.Equals(slice.Matches[^1].Key, match.Key))
            {
                await settle(slice.Matches).ConfigureAwait(false);
                slice = new KeySlice(table);
            }

            slice.Add(match);
        }

        if (slice.Matches.Count > 0)
        {
            await settle(slice.Matches).ConfigureAwait(false);
        }

        pair.Progress?.Report(new VerifyProgress(table.Name, Keys));
    }

    private async IAsyncEnumerable<KeyMatch> MergeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Partition by partition, so that the slice and the bucket of each are one stretch.
        Ordering[] order = [.. table.Partition.Select(column => new Ordering(column))];
        var comparer = new RowOrderComparer(new Query(table) { Order = order }.TotalOrder);
        var left = new KeyStream(pair.Reading, table, order);
        var right = new KeyStream(pair.ReadingOther, table, order);
        var hasLeft = await left.MoveNextAsync(cancellationToken).ConfigureAwait(false);
        var hasRight = await right.MoveNextAsync(cancellationToken).ConfigureAwait(false);
        while (hasLeft || hasRight)
        {
            var step = !hasRight ? -1 : !hasLeft ? 1 : comparer.Compare(left.Current, right.Current);
            yield return new KeyMatch(
                step <= 0 ? left.Current : null,
                step <= 0 ? left.Copies : 0,
                step >= 0 ? right.Current : null,
                step >= 0 ? right.Copies : 0);
            hasLeft = step <= 0 ? await left.MoveNextAsync(cancellationToken).ConfigureAwait(false) : hasLeft;
            hasRight = step >= 0 ? await right.MoveNextAsync(cancellationToken).ConfigureAwait(false) : hasRight;
        }
    }
}
