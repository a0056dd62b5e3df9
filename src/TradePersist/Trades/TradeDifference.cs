namespace TradePersist.Trades;

/// <summary>A field in which a trade differs from the stored one.</summary>
/// <param name="Field">The column.</param>
/// <param name="Stored">The stored value as text, <c>null</c> for none.</param>
/// <param name="Given">The given value as text, <c>null</c> for none.</param>
public sealed record TradeDifference(string Field, string Stored, string Given)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field} is {Stored}, not {Given}";
}
