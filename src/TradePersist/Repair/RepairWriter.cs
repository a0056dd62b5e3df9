using TradePersist.Chain;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Repair;

/// <summary>Makes keys of the tier equal to the other one's, each unit at once, while it stands still. Its position stays: what it has applied is not more than before.</summary>
internal sealed class RepairWriter(TierPair pair, Table table, TierHold hold, long position)
{
    private readonly RepairUnit _unit = new(table);

    /// <summary>Writes all keys whose unit the tier takes; the others are told with the reason. Throws <see cref="TierUnavailableException"/> when it takes none at all.</summary>
    public async Task WriteAsync(IReadOnlyList<KeyMatch> keys, Action<KeyMatch> written, Action<KeyMatch, string> refused, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var half = _unit.HalfOf(keys);
        var batch = new TierBatch(pair.Journal.Id, position, position, [Batch(keys)]);
        try
        {
            await pair.Patience.ForWriteAsync(pair.Tier, token => hold.TryAsync((tier, stop) => tier.ApplyAsync(batch, stop), token), cancellationToken).ConfigureAwait(false);
            foreach (var key in keys)
            {
                written(key);
            }

            return;
        }
        catch (Exception exception) when (half == keys.Count && pair.Tier.IsRefusal(exception))
        {
            foreach (var key in keys)
            {
                refused(key, exception.Message);
            }

            return;
        }
        catch (Exception exception) when (pair.Tier.IsRefusal(exception))
        {
            // One of them is bad: halve until it stands alone.
        }

        KeyMatch[] all = [.. keys];
        await WriteAsync(all[..half], written, refused, cancellationToken).ConfigureAwait(false);
        await WriteAsync(all[half..], written, refused, cancellationToken).ConfigureAwait(false);
    }

    private TableBatch Batch(IReadOnlyList<KeyMatch> keys) => new(
        table,
        [.. keys.Where(key => key.Other is null || key.Copies > 1).Select(key => Filter.Matching(table.Key, key.Key))],
        [.. keys.Where(key => key.Other is not null).Select(key => key.Other!.Value)]);
}
