using System.Globalization;
using NUnit.Framework;
using TradePersist.Model;

namespace TradePersist.Tests.Model;

public class RowSetTests
{
    [Test]
    public void EveryRowIsWhatWasPutThereHoweverManyAndHoweverWide([Values(1, 2, 8, 144, 3400, 5000)] int width, [Values(0, 1, 3, 1000, 10_000)] int capacity)
    {
        var table = TableOf(width);
        var set = new RowSet(table, capacity);
        var count = Math.Min(10_000, 200_000 / width);
        for (var i = 0; i < count; i++)
        {
            var cells = set.Add();
            Assert.That(cells.Length, Is.EqualTo(width));
            Assert.That(cells[0].IsNull && cells[^1].IsNull, "a new row is empty");
            cells[0] = Value.Of(-1L);
            set.LastCells[^1] = Value.Of((long)i);
        }

        Assert.That(set.Count, Is.EqualTo(count));
        Assert.That(set.Select(row => row.Values[^1].AsInt64()), Is.EqualTo(Enumerable.Range(0, count).Select(number => (long)number)));
        Assert.That(() => set[count], Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => set[-1], Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void ALargeSetHoldsNoLargeObject()
    {
        var table = TableOf(8);
        for (var warm = 0; warm < 2; warm++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var set = new RowSet(table, 100_000);
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(85_000), "the capacity is only a hint");
            Assert.That(set.Add().Length, Is.EqualTo(8));
        }
    }

    private static Table TableOf(int width)
    {
        var columns = Enumerable.Range(0, width).Select(number => Column.Int64(string.Create(CultureInfo.InvariantCulture, $"c{number}"))).ToList();
        return new Table("t", columns, key: [columns[0]]);
    }
}
