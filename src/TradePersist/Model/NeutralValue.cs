namespace TradePersist.Model;

/// <summary>The value that old rows have in a new column that must not be NULL.</summary>
internal static class NeutralValue
{
    public static Value Of(ColumnKind kind) => kind switch
    {
        ColumnKind.Int64 or ColumnKind.Int32 => Value.Of(0L),
        ColumnKind.Double => Value.Of(0.0),
        ColumnKind.Decimal => Value.Of(0m),
        ColumnKind.Bool => Value.Of(false),
        ColumnKind.Text => Value.Of(""),
        ColumnKind.Json => Value.Of("null"),
        ColumnKind.Timestamp => Value.OfMicroseconds(0),
        ColumnKind.Guid => Value.Of(Guid.Empty),
        ColumnKind.Blob => Value.Of(Array.Empty<byte>()),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };
}
