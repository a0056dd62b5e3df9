namespace TradePersist.Model;

/// <summary>Compares rows of one table by some of its columns, its key for instance.</summary>
internal sealed class RowKeyComparer(IReadOnlyList<Column> columns) : IEqualityComparer<Row>, IComparer<Row>
{
    private readonly Column[] _columns = [.. columns];

    public bool Equals(Row x, Row y)
    {
        foreach (var column in _columns)
        {
            if (!x[column].Equals(y[column]))
            {
                return false;
            }
        }

        return true;
    }

    public int Compare(Row x, Row y)
    {
        foreach (var column in _columns)
        {
            var order = Value.Compare(x[column], y[column]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    public int GetHashCode(Row obj) => Hash(obj, _columns);

    internal static int Hash(Row row, IReadOnlyList<Column> columns)
    {
        var hash = new HashCode();
        for (var i = 0; i < columns.Count; i++)
        {
            hash.Add(row[columns[i]]);
        }

        return hash.ToHashCode();
    }
}
