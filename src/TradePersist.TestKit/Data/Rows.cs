using TradePersist.Model;

namespace TradePersist.TestKit;

/// <summary>Rows out of values, without the door.</summary>
internal static class Rows
{
    public static RowSet Of(Table table, params Value[][] rows)
    {
        var set = new RowSet(table);
        foreach (var values in rows)
        {
            values.CopyTo(set.Add());
        }

        return set;
    }

    public static Row One(Table table, params Value[] values) => Of(table, values)[0];
}
