using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>Counts what is repaired in one table, and what is not.</summary>
internal sealed class RepairCount(Table table, int examples)
{
    private readonly List<UnrepairedRow> _unrepairedRows = [];
    private long _inserted;
    private long _updated;
    private long _deleted;
    private long _unrepaired;

    public void AddRepaired(in KeyMatch key)
    {
        if (key.Other is null)
        {
            _deleted++;
        }
        else if (key.Row is null)
        {
            _inserted++;
        }
        else
        {
            _updated++;
        }
    }

    public void AddUnrepaired(in KeyMatch key, string reason)
    {
        if (_unrepaired++ < examples)
        {
            _unrepairedRows.Add(new UnrepairedRow(KeyText.Of(key.Key), reason));
        }
    }

    public TableRepair Complete(long compared) => new(table.Name)
    {
        Compared = compared,
        Inserted = _inserted,
        Updated = _updated,
        Deleted = _deleted,
        Unrepaired = _unrepaired,
        UnrepairedRows = _unrepairedRows,
    };
}
