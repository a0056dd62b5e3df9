using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>Makes one table of a tier that nobody feeds equal to the other one's, as it is when it is read.</summary>
internal sealed class TableCopier(TierPair pair, Table table, RepairWriter writer, RefusedRows refused)
{
    private const int SliceKeys = 2_000;

    private readonly RepairCount _count = new(table, pair.Options.Examples);

    public async Task<TableRepair> RunAsync(CancellationToken cancellationToken)
    {
        var scan = new TableScan(pair, table, SliceKeys);
        await scan.RunAsync(_ => { }, _ => { }, slice => writer.WriteAsync(slice, Written, Refused, cancellationToken), cancellationToken).ConfigureAwait(false);
        return _count.Complete(scan.Keys);
    }

    private void Written(KeyMatch key)
    {
        if (key.OtherCopies > 1)
        {
            // One of them is better than none.
            _count.AddUnrepaired(key, $"{pair.Other.Name} has {key.OtherCopies} rows of it; one was taken");
            return;
        }

        _count.AddRepaired(key);
    }

    private void Refused(KeyMatch key, string reason)
    {
        _count.AddUnrepaired(key, reason);
        refused.Add(pair.Tier, key, reason);
    }
}
