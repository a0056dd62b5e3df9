using System.Buffers;
using TradePersist.Chain;
using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>
/// The rows that a tier refused while it was rebuilt. They go to its quarantine as one record, numbered with the start of its
/// feeding: later changes of their keys queue behind it, and a retry brings them in order.
/// </summary>
internal sealed class RefusedRows(JournalSchema schema)
{
    private const int Most = 1_000;

    private readonly List<Operation> _operations = [];
    private string _reason = "";

    /// <summary>Throws <see cref="TierUnavailableException"/> when there are too many for one bad row here and there.</summary>
    public void Add(TierWorker worker, in KeyMatch key, string reason)
    {
        if (_operations.Count == Most)
        {
            throw new TierUnavailableException([new(worker.Name, $"refuses more than {Most} rows; the last: {reason}")]);
        }

        var table = key.Key.Table;
        if (key.Other is { } row)
        {
            var rows = new RowSet(table);
            rows.Add(row);
            _operations.Add(new UpsertOperation(rows));
        }
        else
        {
            _operations.Add(new DeleteOperation(table, Filter.Matching(table.Key, key.Key)));
        }

        _reason = reason;
    }

    /// <summary>Puts them in the place of what is in the quarantine: the copied rows hold all that these records would have done. Returns how many left.</summary>
    public int Replace(Quarantine quarantine, long lsn)
    {
        var former = quarantine.Records().Select(record => record.Lsn).ToList();
        if (_operations.Count > 0)
        {
            var change = new Change(_operations);
            var payload = new ArrayBufferWriter<byte>();
            new ChangeEncoder(schema).Write(payload, change);
            quarantine.Add(new JournalRecord(lsn, change, payload.WrittenMemory, schema.Json), $"Refused when the tier was rebuilt: {_reason}");
            former.Remove(lsn);
        }

        foreach (var record in former)
        {
            quarantine.Remove(record);
        }

        return former.Count;
    }
}
