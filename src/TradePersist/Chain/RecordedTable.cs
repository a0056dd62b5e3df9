using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>A table as a journal segment names it, matched with the program's table by names.</summary>
/// <param name="Table">The program's table.</param>
/// <param name="Columns">The recorded columns in order: their kind, and the program's ordinal or -1 where the program dropped the column.</param>
internal sealed record RecordedTable(Table Table, IReadOnlyList<(ColumnKind Kind, int Ordinal)> Columns)
{
    public IReadOnlyList<(ColumnKind Kind, int Ordinal)> Partition { get; } =
        [.. Table.Partition.Select(column => (column.Kind, column.Ordinal))];
}
