using System.Globalization;
using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>Which part of its table a row belongs to: the UTC day of its time; else its partition; else the whole.</summary>
internal sealed class BucketNames(Table table)
{
    private readonly RowKeyComparer _partition = new(table.Partition);
    private Row? _last;
    private string _name = "";

    public string Of(Row row)
    {
        if (_last is not { } last || !AreTogether(last, row))
        {
            _name = Name(row);
        }

        _last = row;
        return _name;
    }

    private static long? Day(in Value time) => time.IsNull ? null : Math.DivRem(time.AsMicroseconds(), TimeSpan.MicrosecondsPerDay) switch
    {
        (var day, < 0) => day - 1,
        var (day, _) => day,
    };

    private bool AreTogether(Row left, Row right) => table.Time is { } time ? Day(left[time]) == Day(right[time]) : _partition.Equals(left, right);

    private string Name(Row row)
    {
        if (table.Time is { } time)
        {
            return row[time].IsNull ? "no time" : row[time].AsTimestamp().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return table.Partition.Count > 0 ? KeyText.Of(row, table.Partition) : "all";
    }
}
