using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>One column of a trail, and where in the payload its value is. It may be NULL.</summary>
/// <param name="Name">The column: lower-case letters, digits and underscores, at most 63, starting with the prefix of its group and an underscore.</param>
/// <param name="Kind">Double, Int32, Bool or Text.</param>
/// <param name="Field">
/// Where the value is in the group's section: a field, or a path with dots (<c>ascending_triangle.confidence</c>).
/// After a colon, what is computed of it. Of a list: <c>count</c> (Int32; 0 where there is none) or <c>join</c> (Text;
/// its texts joined by commas, NULL where there are none). In a <see cref="TrailShape.Series"/>, where it is required:
/// <c>count</c> (Int32), <c>min</c>, <c>max</c>, <c>first</c>, <c>last</c> and <c>mean</c> (Double, at 8 decimals),
/// <c>range_pct</c>, <c>change_pct</c> and <c>volatility_pct</c> (Double, at 4 decimals).
/// </param>
public sealed record TrailColumn(string Name, ColumnKind Kind, string Field)
{
    /// <summary>The length of a text that is not given another: 255.</summary>
    public const int DefaultMaxLength = 255;

    /// <summary>The most characters of a text, 1 to 10,000; of no meaning for other kinds.</summary>
    public int MaxLength { get; init; } = DefaultMaxLength;

    /// <summary>Other paths for the value, asked in order where <see cref="Field"/> is absent or null. They have no colon.</summary>
    public IReadOnlyList<string> AlternativeFields { get; init; } = [];
}
