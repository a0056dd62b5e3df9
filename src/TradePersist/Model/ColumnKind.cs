namespace TradePersist.Model;

/// <summary>What a column holds. One meaning per kind, the same in every tier.</summary>
public enum ColumnKind : byte
{
    /// <summary>A 64-bit signed integer.</summary>
    Int64 = 1,

    /// <summary>A 32-bit signed integer.</summary>
    Int32 = 2,

    /// <summary>An IEEE 754 double, read back bit for bit; finite, and never -0.0.</summary>
    Double = 3,

    /// <summary>An exact decimal(38,18): at most 20 integer digits and 18 decimals.</summary>
    Decimal = 4,

    /// <summary>True or false.</summary>
    Bool = 5,

    /// <summary>Unicode text of a bounded number of characters, compared and ordered by its UTF-8 bytes.</summary>
    Text = 6,

    /// <summary>A JSON document in canonical form.</summary>
    Json = 7,

    /// <summary>An instant in UTC, in microseconds, from 1900 to 9999.</summary>
    Timestamp = 8,

    /// <summary>A UUID, ordered by its bytes as printed (so version 7 orders by creation time).</summary>
    Guid = 9,

    /// <summary>Bytes.</summary>
    Blob = 10,
}
