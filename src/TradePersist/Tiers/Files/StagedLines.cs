using TradePersist.Journal.Storage;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>Turns a batch into lines. A deletion is written key by key, and not at all where the same batch brings a new row.</summary>
internal sealed class StagedLines(
    string path, IndexLayout layout, LineFormat format, LineFormat keyFormat, LogIndex index, IJournalFile file, LineWriter writer)
{
    private readonly PendingBatch _pending = new(layout.Table);
    private readonly Value[] _key = new Value[layout.Table.Columns.Count];

    public PendingBatch Write(TableBatch batch, CancellationToken cancellationToken)
    {
        var deleted = Deleted(batch.Deletes, cancellationToken);
        var replaced = new HashSet<int>();
        if (deleted.Count > 0)
        {
            for (var i = 0; i < batch.Upserts.Count; i++)
            {
                var slot = Find(batch.Upserts[i]);
                if (deleted.Remove(slot))
                {
                    replaced.Add(slot);
                }
            }
        }

        foreach (var slot in deleted)
        {
            writer.Delete(keyFormat, index.RowAt(slot));
            index.RowAt(slot).Values.CopyTo(_pending.Add(line: null));
        }

        for (var i = 0; i < batch.Upserts.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = batch.Upserts[i];
            layout.Project(row, _pending.Add(Write(row, replaced)));
        }

        return _pending;
    }

    private LineAt Write(Row row, HashSet<int> replaced)
    {
        var slot = index.UnknownCount == 0 ? -1 : Find(row);
        if (slot < 0 || replaced.Contains(slot) || !index.LineAt(slot).HasUnknown)
        {
            return writer.Row(format, row);
        }

        using var former = new LineReader(path, file, [index.LineAt(slot)], CancellationToken.None);
        former.Read();
        return writer.Row(format, row, former.Line);
    }

    private int Find(Row row)
    {
        layout.Project(row, _key);
        return index.Find(new Row(layout.Table, _key, 0));
    }

    private HashSet<int> Deleted(IReadOnlyList<Filter> filters, CancellationToken cancellationToken)
    {
        var deleted = new HashSet<int>();
        foreach (var filter in filters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var narrow = layout.Narrow(filter);
            var slots = index.Matching(KeyRange.Of(layout.Table, narrow), narrow);
            deleted.UnionWith(narrow.Conditions.Count == filter.Conditions.Count ? slots : Read(slots, filter, cancellationToken));
        }

        return deleted;
    }

    // What memory does not hold is in the lines.
    private IEnumerable<int> Read(IEnumerable<int> candidates, Filter filter, CancellationToken cancellationToken)
    {
        var slots = candidates.OrderBy(slot => index.LineAt(slot).Offset).ToList();
        using var lines = new LineReader(path, file, [.. slots.Select(index.LineAt)], cancellationToken);
        var next = 0;
        foreach (var row in lines.Rows(format))
        {
            if (filter.Holds(row))
            {
                yield return slots[next];
            }

            next++;
        }
    }
}
