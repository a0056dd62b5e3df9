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
        foreach (var (match, rows, otherRows) in await SettledKey.ReadAsync(pair, table, slice, cancellationToken).ConfigureAwait(false))
        {
            if (match.Kind is null)
            {
                continue;
            }

            if (ReasonAgainst(match, rows, otherRows) is { } reason)
            {
                _count.AddUnrepaired(match, reason);
            }
            else
            {
                wanted.Add(match);
            }
        }

        await new RepairWriter(pair, table, standstill.Tier, standstill.Lsn)
            .WriteAsync(wanted, key => _count.AddRepaired(key), (key, reason) => _count.AddUnrepaired(key, reason), cancellationToken).ConfigureAwait(false);
    }

    private string? ReasonAgainst(KeyMatch match, List<Row> rows, List<Row> otherRows)
    {
        if (match.OtherCopies > 1)
        {
            return $"{pair.Other.Name} has {match.OtherCopies} rows of it";
        }

        // A retry of the quarantined record would put an old row over the repaired one.
        return rows.Concat(otherRows).Any(row => pair.Tier.Quarantine.Touches(Change.Upsert(SetOf(row))))
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
