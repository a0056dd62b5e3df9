using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>What the market looked like in the 15 minutes before an entry, a row per minute.</summary>
public sealed class Trail
{
    /// <summary>How many minutes a trail has: 15.</summary>
    public const int MinuteCount = 15;

    internal Trail(TrailSchema schema, RowSet rows, IReadOnlyList<TrailNote> notes, string? tier = null)
    {
        Schema = schema;
        Rows = rows;
        Notes = notes;
        Tier = tier;
        Minutes = [.. rows.Select(row => new TrailMinute(schema.Table, row))];
    }

    /// <summary>The entry.</summary>
    public long BuyinId => Minutes[0].BuyinId;

    /// <summary>When it was saved, in UTC; null before it is.</summary>
    public DateTimeOffset? CreatedAt => Minutes[0].CreatedAt;

    /// <summary>The minutes, from the newest (0) on: all 15, unless <see cref="IsComplete"/> is false.</summary>
    public IReadOnlyList<TrailMinute> Minutes { get; }

    /// <summary>What of the payload did not become a value; empty for a trail that was read.</summary>
    public IReadOnlyList<TrailNote> Notes { get; }

    /// <summary>The tier it was read from; null when it was not read.</summary>
    public string? Tier { get; }

    /// <summary>Whether all 15 minutes are here; false where a bounded tier has let some go, or a store has lost some.</summary>
    public bool IsComplete => Minutes.Count == MinuteCount;

    internal TrailSchema Schema { get; }

    internal RowSet Rows { get; }

    /// <summary>A trail of values that are there already, as from a file or another store.</summary>
    /// <param name="buyinId">The entry.</param>
    /// <param name="minutes">The values of the 15 minutes, by column, from minute 0 on. What is not named is NULL. NaN and infinities become NULL, with a note.</param>
    /// <param name="createdAt">When the trail was first saved; null for the time at which it is saved now.</param>
    /// <param name="schema">Which columns it has; <see cref="TrailSchema.Default"/> by default.</param>
    /// <exception cref="RecordValidationException">There are not 15 minutes, or columns are unknown or do not take their values; all are named.</exception>
    public static Trail FromRows(
        long buyinId,
        IReadOnlyList<IEnumerable<KeyValuePair<string, Value>>> minutes,
        DateTimeOffset? createdAt = null,
        TrailSchema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(minutes);
        return TrailRows.Make(schema ?? TrailSchema.Default, buyinId, minutes, createdAt);
    }
}
