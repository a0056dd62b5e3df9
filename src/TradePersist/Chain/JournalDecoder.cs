using TradePersist.Journal;
using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>Decodes batches of the journal, each by the schema of its own segment. Not thread-safe.</summary>
/// <param name="tables">Every table of the model.</param>
/// <param name="held">Those that are asked for.</param>
internal sealed class JournalDecoder(IReadOnlyList<Table> tables, IReadOnlyList<Table> held)
{
    private readonly HashSet<Table> _held = [.. held];
    private JournalSegmentInfo? _segment;
    private ChangeDecoder? _decoder;

    /// <summary>The records, without the operations on tables that are not asked for. Their payloads are good as long as the batch.</summary>
    public ArraySegment<JournalRecord> Decode(JournalBatch batch)
    {
        if (!ReferenceEquals(batch.Segment, _segment))
        {
            _decoder = new ChangeDecoder(tables, batch.Segment.Schema);
            _segment = batch.Segment;
        }

        var records = new JournalRecord[batch.Frames.Count];
        for (var i = 0; i < records.Length; i++)
        {
            var frame = batch.Frames[i];
            var change = _decoder!.Read(frame.Payload.Span);
            records[i] = new JournalRecord(frame.Lsn, Held(change), frame.Payload, batch.Segment.Schema);
        }

        return records;
    }

    private Change Held(Change change) => change.Operations.All(IsHeld)
        ? change
        : new Change([.. change.Operations.Where(IsHeld)]);

    private bool IsHeld(Operation operation) => _held.Contains(operation.Table);
}
