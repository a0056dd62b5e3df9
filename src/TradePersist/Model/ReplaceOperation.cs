namespace TradePersist.Model;

/// <summary>Deletes a partition and inserts the rows that take its place.</summary>
public sealed class ReplaceOperation : Operation
{
    /// <summary>Creates the step.</summary>
    /// <param name="partition">A row whose partition columns name the partition; its other cells do not matter.</param>
    /// <param name="rows">The new rows, all of that partition; none empties it.</param>
    public ReplaceOperation(Row partition, RowSet rows)
        : base(partition.Table)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (!ReferenceEquals(rows.Table, Table) || Table.Partition.Count == 0)
        {
            throw new ArgumentException($"Table '{rows.Table}' cannot replace a partition of '{Table}'.", nameof(rows));
        }

        var comparer = new RowKeyComparer(Table.Partition);
        for (var i = 0; i < rows.Count; i++)
        {
            if (!comparer.Equals(partition, rows[i]))
            {
                throw new ArgumentException($"Row {i} belongs to another partition of '{Table}'.", nameof(rows));
            }
        }

        Partition = partition;
        Rows = rows;
    }

    /// <summary>A row whose partition columns name the partition.</summary>
    public Row Partition { get; }

    /// <summary>The new rows.</summary>
    public RowSet Rows { get; }
}
