using System.Text.RegularExpressions;

namespace TradePersist.Model;

/// <summary>One column of one <see cref="Table"/>.</summary>
public sealed partial class Column
{
    /// <summary>The longest name of a table or column, in characters.</summary>
    public const int MaxNameLength = 63;

    private Column(string name, ColumnKind kind, bool nullable, int maxLength)
    {
        ThrowIfNotIdentifier(name);
        Name = name;
        Kind = kind;
        Nullable = nullable;
        MaxLength = maxLength;
    }

    /// <summary>Lower-case name: letters, digits and underscores, a letter or underscore first.</summary>
    public string Name { get; }

    /// <summary>What it holds.</summary>
    public ColumnKind Kind { get; }

    /// <summary>Whether NULL is allowed.</summary>
    public bool Nullable { get; }

    /// <summary>The most characters of a text; 0 for every other kind.</summary>
    public int MaxLength { get; }

    /// <summary>Position in its table, from 0; -1 before it belongs to one.</summary>
    public int Ordinal { get; private set; } = -1;

    /// <summary>
    /// What a row from before this column holds in it: NULL, or, where that is not allowed, its kind's neutral value: zero,
    /// false, empty text, the JSON null, the empty UUID, 1970-01-01.
    /// </summary>
    public Value Absent => Nullable ? Value.Null : NeutralValue.Of(Kind);

    /// <summary>A 64-bit integer column.</summary>
    public static Column Int64(string name, bool nullable = false) => new(name, ColumnKind.Int64, nullable, 0);

    /// <summary>A 32-bit integer column.</summary>
    public static Column Int32(string name, bool nullable = false) => new(name, ColumnKind.Int32, nullable, 0);

    /// <summary>A double column.</summary>
    public static Column Double(string name, bool nullable = false) => new(name, ColumnKind.Double, nullable, 0);

    /// <summary>A decimal(38,18) column.</summary>
    public static Column Decimal(string name, bool nullable = false) => new(name, ColumnKind.Decimal, nullable, 0);

    /// <summary>A truth-value column.</summary>
    public static Column Bool(string name, bool nullable = false) => new(name, ColumnKind.Bool, nullable, 0);

    /// <summary>A text column of at most <paramref name="maxLength"/> characters (UTF-16 units would miscount; code points are counted).</summary>
    public static Column Text(string name, int maxLength, bool nullable = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLength);
        return new(name, ColumnKind.Text, nullable, maxLength);
    }

    /// <summary>A JSON column.</summary>
    public static Column Json(string name, bool nullable = false) => new(name, ColumnKind.Json, nullable, 0);

    /// <summary>A timestamp column.</summary>
    public static Column Timestamp(string name, bool nullable = false) => new(name, ColumnKind.Timestamp, nullable, 0);

    /// <summary>A UUID column.</summary>
    public static Column Guid(string name, bool nullable = false) => new(name, ColumnKind.Guid, nullable, 0);

    /// <summary>A column of bytes.</summary>
    public static Column Blob(string name, bool nullable = false) => new(name, ColumnKind.Blob, nullable, 0);

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static bool IsIdentifier(string? name) => name is not null && Identifier().IsMatch(name);

    internal static void ThrowIfNotIdentifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!IsIdentifier(name))
        {
            throw new ArgumentException($"'{name}' is not a name: lower-case letters, digits and underscores, at most {MaxNameLength}, not a digit first.", nameof(name));
        }
    }

    internal void Bind(int ordinal)
    {
        if (Ordinal >= 0)
        {
            throw new InvalidOperationException($"Column '{Name}' belongs to a table already.");
        }

        Ordinal = ordinal;
    }

    /// <summary>A column as a journal names it, which says nothing of a text's length.</summary>
    internal static Column OfRecords(string name, ColumnKind kind, bool nullable) => new(name, kind, nullable, kind == ColumnKind.Text ? int.MaxValue : 0);

    internal Column Unbound(string name, bool nullable) => new(name, Kind, nullable, MaxLength);

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
