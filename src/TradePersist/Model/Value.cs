using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TradePersist.Model;

/// <summary>
/// One cell of a row, unboxed: NULL or a value of one <see cref="ColumnKind"/>. <c>default</c> is NULL.
/// Text and JSON share one representation, as do both integer kinds; the column tells them apart.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    private static readonly object IntegerTag = new();
    private static readonly object DoubleTag = new();
    private static readonly object DecimalTag = new();
    private static readonly object BoolTag = new();
    private static readonly object TimestampTag = new();
    private static readonly object GuidTag = new();

    // The object is the text or the bytes themselves, or else the tag that says how to read the two words.
    private readonly object? _object;
    private readonly ulong _high;
    private readonly ulong _low;

    private Value(object? reference, ulong high = 0, ulong low = 0)
    {
        _object = reference;
        _high = high;
        _low = low;
    }

    /// <summary>SQL NULL.</summary>
    public static Value Null => default;

    /// <summary>Whether this is NULL.</summary>
    public bool IsNull => _object is null;

    /// <summary>An integer of either kind.</summary>
    public static Value Of(long value) => new(IntegerTag, (ulong)value);

    /// <summary>A double; -0.0 becomes 0.0, because some engines lose the sign.</summary>
    public static Value Of(double value) => new(DoubleTag, BitConverter.DoubleToUInt64Bits(value == 0 ? 0.0 : value));

    /// <summary>A decimal, without trailing zeros, so that equal numbers are equal bits.</summary>
    public static Value Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(Decimals.Canonical(value), bits);
        var words = MemoryMarshal.Cast<int, ulong>(bits);
        return new Value(DecimalTag, words[0], words[1]);
    }

    /// <summary>A truth value.</summary>
    public static Value Of(bool value) => new(BoolTag, value ? 1UL : 0UL);

    /// <summary>Text or JSON; null is NULL.</summary>
    public static Value Of(string? value) => new(value);

    /// <summary>Bytes; null is NULL. The array is not copied.</summary>
    public static Value Of(byte[]? value) => new(value);

    /// <summary>An instant, cut to microseconds.</summary>
    public static Value Of(DateTimeOffset value) => OfMicroseconds(Timestamps.ToMicroseconds(value));

    /// <summary>An instant in microseconds since 1970-01-01 UTC.</summary>
    public static Value OfMicroseconds(long value) => new(TimestampTag, (ulong)value);

    /// <summary>A UUID.</summary>
    public static Value Of(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return new Value(
            GuidTag,
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    /// <summary>The integer. Throws when this is not one.</summary>
    public long AsInt64() => (long)Word(IntegerTag);

    /// <summary>The integer as 32 bits. Throws when this is not one or does not fit.</summary>
    public int AsInt32() => checked((int)AsInt64());

    /// <summary>The double. Throws when this is not one.</summary>
    public double AsDouble() => BitConverter.UInt64BitsToDouble(Word(DoubleTag));

    /// <summary>The decimal. Throws when this is not one.</summary>
    public decimal AsDecimal()
    {
        Span<ulong> words = [Word(DecimalTag), _low];
        return new decimal(MemoryMarshal.Cast<ulong, int>(words));
    }

    /// <summary>The truth value. Throws when this is not one.</summary>
    public bool AsBool() => Word(BoolTag) != 0;

    /// <summary>The text or JSON. Throws when this is neither.</summary>
    public string AsText() => _object as string ?? throw Mismatch("text");

    /// <summary>The bytes, not copied. Throws when these are none.</summary>
    public byte[] AsBlob() => _object as byte[] ?? throw Mismatch("bytes");

    /// <summary>The instant in microseconds since 1970-01-01 UTC. Throws when this is not one.</summary>
    public long AsMicroseconds() => (long)Word(TimestampTag);

    /// <summary>The instant, in UTC. Throws when this is not one.</summary>
    public DateTimeOffset AsTimestamp() => Timestamps.FromMicroseconds(AsMicroseconds());

    /// <summary>The UUID. Throws when this is not one.</summary>
    public Guid AsGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, Word(GuidTag));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>
    /// The order every tier uses: NULL first; numbers by size; text by its UTF-8 bytes; bytes and UUIDs as bytes.
    /// Both values must be NULL or of one kind.
    /// </summary>
    public static int Compare(in Value left, in Value right)
    {
        if (left._object is null || right._object is null)
        {
            return (left._object is null ? 0 : 1) - (right._object is null ? 0 : 1);
        }

        return left._object switch
        {
            string text => Utf8Order.Compare(text, right.AsText()),
            byte[] bytes => bytes.AsSpan().SequenceCompareTo(right.AsBlob()),
            var tag when tag == DoubleTag => left.AsDouble().CompareTo(right.AsDouble()),
            var tag when tag == DecimalTag => left.AsDecimal().CompareTo(right.AsDecimal()),
            var tag when tag == GuidTag => left.CompareGuid(right),
            var tag => ((long)left._high).CompareTo((long)right.Word(tag)),
        };
    }

    /// <inheritdoc/>
    public bool Equals(Value other) => (_object, other._object) switch
    {
        (string left, string right) => string.Equals(left, right, StringComparison.Ordinal),
        (byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right),
        var (left, right) => ReferenceEquals(left, right) && _high == other._high && _low == other._low,
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        switch (_object)
        {
            case null:
                return 0;
            case string text:
                return text.GetHashCode(StringComparison.Ordinal);
            case byte[] bytes:
                var hash = new HashCode();
                hash.AddBytes(bytes);
                return hash.ToHashCode();
            default:
                return HashCode.Combine(_high, _low);
        }
    }

    /// <summary>The value as text for messages: invariant culture, NULL as <c>null</c>, times in ISO 8601.</summary>
    public override string ToString() => _object switch
    {
        null => "null",
        string text => text,
        byte[] bytes => Convert.ToHexString(bytes),
        var tag when tag == DoubleTag => AsDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        var tag when tag == DecimalTag => Decimals.ToText(AsDecimal()),
        var tag when tag == BoolTag => AsBool() ? "true" : "false",
        var tag when tag == TimestampTag => Timestamps.ToText(AsMicroseconds()),
        var tag when tag == GuidTag => AsGuid().ToString(),
        _ => AsInt64().ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Whether two values are equal.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>Whether this is a value of a kind; NULL is of every kind.</summary>
    internal bool Is(ColumnKind kind) => IsNull || kind switch
    {
        ColumnKind.Int64 or ColumnKind.Int32 => _object == IntegerTag,
        ColumnKind.Double => _object == DoubleTag,
        ColumnKind.Decimal => _object == DecimalTag,
        ColumnKind.Bool => _object == BoolTag,
        ColumnKind.Text or ColumnKind.Json => _object is string,
        ColumnKind.Timestamp => _object == TimestampTag,
        ColumnKind.Guid => _object == GuidTag,
        _ => _object is byte[],
    };

    private int CompareGuid(in Value other)
    {
        var high = _high.CompareTo(other.Word(GuidTag));
        return high != 0 ? high : _low.CompareTo(other._low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Word(object tag) => ReferenceEquals(_object, tag) ? _high : throw Mismatch(TagName(tag));

    private InvalidOperationException Mismatch(string wanted) =>
        new($"The value is {TagName(_object)}, not {wanted}.");

    private static string TagName(object? tag) => tag switch
    {
        null => "null",
        string => "text",
        byte[] => "bytes",
        _ when tag == IntegerTag => "an integer",
        _ when tag == DoubleTag => "a double",
        _ when tag == DecimalTag => "a decimal",
        _ when tag == BoolTag => "a truth value",
        _ when tag == TimestampTag => "a timestamp",
        _ => "a UUID",
    };
}
