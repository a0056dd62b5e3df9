using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>A place between keys: before or after all those that begin like a row's key.</summary>
/// <param name="Probe">The row.</param>
/// <param name="Columns">How many columns of its key count.</param>
/// <param name="IsAfter">Whether the place is after them.</param>
internal readonly record struct KeyBound(Row Probe, int Columns, bool IsAfter)
{
    /// <summary>Whether a row is before the place.</summary>
    public bool Exceeds(Row row)
    {
        for (var i = 0; i < Columns; i++)
        {
            var order = Value.Compare(row.Values[i], Probe.Values[i]);
            if (order != 0)
            {
                return order < 0;
            }
        }

        return IsAfter;
    }
}
