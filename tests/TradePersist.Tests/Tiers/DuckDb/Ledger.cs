using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.DuckDb;

/// <summary>Batches that leave behind, whatever comes between them, rows that tell the position: some rows are overwritten by each, and each adds one.</summary>
internal sealed class Ledger
{
    public const int Overwritten = 50;

    public static readonly Guid Journal = Guid.Parse("0192f5a0-7b3c-7def-8abc-def012345678");

    private readonly Column _id = Column.Int64("id");
    private readonly Column _position = Column.Int64("position");
    private readonly Column _text = Column.Text("text", 100, nullable: true);

    public Ledger() => Table = new Table("ledger", [_id, _position, _text], [_id]);

    public Table Table { get; }

    /// <summary>The batch after a position.</summary>
    public TierBatch Batch(long? expected)
    {
        var next = (expected ?? 0) + 1;
        var rows = new RowSet(Table, Overwritten + 1);
        for (var id = 0; id < Overwritten; id++)
        {
            Add(rows, id, next);
        }

        Add(rows, Overwritten + next, next);
        return new TierBatch(Journal, expected, next, [new TableBatch(Table, [], rows)]);
    }

    /// <summary>The ids and positions that the batches up to a position leave behind.</summary>
    public static IEnumerable<(long Id, long Position)> After(long position) => position == 0
        ? []
        : Enumerable.Range(0, Overwritten).Select(id => ((long)id, position))
            .Concat(Enumerable.Range(1, (int)position).Select(past => ((long)(Overwritten + past), (long)past)));

    public (long Id, long Position) Read(Row row) => (row[_id].AsInt64(), row[_position].AsInt64());

    private static void Add(RowSet rows, long id, long position)
    {
        var cells = rows.Add();
        (cells[0], cells[1], cells[2]) = (Value.Of(id), Value.Of(position), Value.Of(new string('x', (int)(position % 100))));
    }
}
