using System.Data.Common;
using TradePersist.Benchmarks.Trails;
using TradePersist.Candles;
using TradePersist.Model;

namespace TradePersist.Benchmarks.Verify;

/// <summary>The baseline: both tables in key order, read side by side, cell by cell. It names nothing and settles nothing.</summary>
internal sealed class HandWrittenComparison : IDisposable
{
    private static readonly Table[] Tables = [CandleTable.Table, TrailFeed.Table];

    private readonly DbConnection _left;
    private readonly DbConnection _right;

    public HandWrittenComparison(string duckDb, string sqlite)
    {
        _left = TrailEngine.DuckDb.Read(duckDb);
        _right = TrailEngine.Sqlite.Read(sqlite);
        _left.Open();
        _right.Open();
    }

    public long Differences() => Tables.Sum(Differences);

    public void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
    }

    private long Differences(Table table)
    {
        var sql = $"SELECT {string.Join(", ", table.Columns)} FROM {table} ORDER BY {string.Join(", ", table.Key)}";
        using var leftSelect = _left.CreateCommand();
        using var rightSelect = _right.CreateCommand();
        leftSelect.CommandText = rightSelect.CommandText = sql;
        using var left = leftSelect.ExecuteReader();
        using var right = rightSelect.ExecuteReader();
        var differences = 0L;
        while (left.Read() & right.Read())
        {
            differences += table.Columns.All(column => IsSame(column, left, right)) ? 0 : 1;
        }

        return differences + (left.Read() || right.Read() ? 1 : 0);
    }

    private static bool IsSame(Column column, DbDataReader left, DbDataReader right)
    {
        var number = column.Ordinal;
        if (left.IsDBNull(number) || right.IsDBNull(number))
        {
            return left.IsDBNull(number) == right.IsDBNull(number);
        }

        return column.Kind switch
        {
            ColumnKind.Double => left.GetDouble(number).Equals(right.GetDouble(number)),
            ColumnKind.Int64 or ColumnKind.Int32 => left.GetInt64(number) == right.GetInt64(number),
            ColumnKind.Bool => left.GetBoolean(number) == right.GetBoolean(number),
            ColumnKind.Timestamp => TrailEngine.DuckDb.Time(left, number) == TrailEngine.Sqlite.Time(right, number),
            _ => left.GetString(number) == right.GetString(number),
        };
    }
}
