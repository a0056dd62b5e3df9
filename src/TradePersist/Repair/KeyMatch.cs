using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>One key in two tiers: a row of it, and how many there are.</summary>
/// <param name="Row">A row in the tier; null for none.</param>
/// <param name="Copies">How many there are.</param>
/// <param name="Other">A row in the other one; null for none.</param>
/// <param name="OtherCopies">How many there are.</param>
internal readonly record struct KeyMatch(Row? Row, int Copies, Row? Other, int OtherCopies)
{
    /// <summary>Any row of the key.</summary>
    public Row Key => Row ?? Other!.Value;

    /// <summary>How they differ; null when they do not.</summary>
    public DifferenceKind? Kind => this switch
    {
        { Copies: > 1 } or { OtherCopies: > 1 } => DifferenceKind.Doubled,
        { Row: null, Other: null } => null,
        { Row: null } => DifferenceKind.Missing,
        { Other: null } => DifferenceKind.Extra,
        _ => Row.Value == Other.Value ? null : DifferenceKind.Different,
    };

    public RowDifference Describe()
    {
        var (row, other) = (Row, Other);
        IReadOnlyList<string> columns = Copies == 1 && OtherCopies == 1
            ? [.. Key.Table.Columns.Where(column => row!.Value[column] != other!.Value[column]).Select(column => column.Name)]
            : [];
        return new RowDifference(Kind!.Value, KeyText.Of(Key), Copies, OtherCopies, columns);
    }
}
