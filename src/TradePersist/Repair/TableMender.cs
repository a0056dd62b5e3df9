using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>
/// Repairs one table of a tier that is up. What differs while both tiers stand at one record is overwritten there and then;
/// from that record on both apply the same, so it stays repaired and no write is lost.
/// </summary>
internal sealed class TableMender(TierPair pair, Table table)
{
    private readonly RepairCount _count = new(table, pair.Options.Examples);

    public async Task<TableRepair> RunAsync(CancellationToken cancellationToken)
    {
        var scan = new TableScan(pair, table, SettledKey.Slice);
        await scan.RunAsync(_ => { }, _ => { }, slice => MendAsync(slice, cancellationToken), cancellationToken).ConfigureAwait(false);
        return _count.Complete(scan.Keys);
    }

    private async Task MendAsync(IReadOnlyList<KeyMatch> slice, CancellationToken cancellationToken)
    {
        using var standstill = await Standstill.BeginAsync(pair, cancellationToken).ConfigureAwait(false);
        pair.ThrowIfOtherIsIncomplete();
        var wanted = new List<KeyMatch>(slice.Count);
        var settled = await SettledKey.ReadAsync(pair, table, slice, cancellationToken).ConfigureAwait(false);
        foreach (var unit in settled.Where(key => key.Match.Kind is not null).GroupBy(key => key.Match.Key, new RepairUnit(table).Comparer))
        {
            var reasons = unit.Select(ReasonAgainst).ToList();
            if (reasons.TrueForAll(reason => reason is null))
            {
                wanted.AddRange(unit.Select(key => key.Match));
                continue;
            }

            foreach (var (key, reason) in unit.Zip(reasons))
            {
                _count.AddUnrepaired(key.Match, reason ?? "another row of its partition is left alone");
            }
        }

        await new RepairWriter(pair, table, standstill.Tier, standstill.Lsn)
            .WriteAsync(wanted, key => _count.AddRepaired(key), (key, reason) => _count.AddUnrepaired(key, reason), cancellationToken).ConfigureAwait(false);
    }

    private string? ReasonAgainst(SettledKey key)
    {
        if (key.Match.OtherCopies > 1)
        {
            return $"{pair.Other.Name} has {key.Match.OtherCopies} rows of it";
        }

        // A retry of the quarantined record would put an old row over the repaired one.
        return key.Rows.Concat(key.OtherRows).Any(row => pair.Tier.Quarantine.Touches(Change.Upsert(SetOf(row))))
            ? $"a record in the quarantine of {pair.Tier.Name} touches it"
            : null;
    }

    private RowSet SetOf(Row row)
    {
        var rows = new RowSet(table);
        rows.Add(row);
        return rows;
    }
}
