using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using TradePersist.Model;

namespace TradePersist.Sqlite;

/// <summary>
/// A decimal(38,18) as a whole number of units of 10^-18, which fits 128 bits. Reads every plain notation that another
/// program may have written (<c>1.50</c>, <c>+2</c>, <c>1.0e-07</c>), exactly or not at all.
/// </summary>
internal static class ScaledDecimal
{
    public const int KeyLength = 16;

    public const string Wanted = "a decimal of at most 20 integer digits and 18 decimals";

    private const int MaxDigits = Decimals.IntegerDigits + Decimals.Scale;
    private const int LongestText = 400;
    private const int MaxExponent = 1000;

    private static readonly Int128[] Powers = [.. Enumerable.Range(0, MaxDigits + 1).Select(power => (Int128)BigInteger.Pow(10, power))];

    public static bool TryParse(ReadOnlySpan<byte> text, out Int128 scaled)
    {
        scaled = 0;
        if (text.IsEmpty || text.Length > LongestText)
        {
            return false;
        }

        var isNegative = text[0] == '-';
        var position = text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        if (!TryReadMantissa(text, ref position, out var digits, out var power)
            || !TryReadExponent(text[position..], ref power))
        {
            return false;
        }

        power += Decimals.Scale;
        if (digits == 0)
        {
            return true;
        }

        if (power < 0 || power >= MaxDigits || Int128.Abs(digits) >= Powers[MaxDigits - power])
        {
            return false;
        }

        scaled = isNegative ? -(digits * Powers[power]) : digits * Powers[power];
        return true;
    }

    /// <summary>The number as a .NET decimal, or false when it has more digits than that holds.</summary>
    public static bool TryToDecimal(Int128 scaled, out decimal number)
    {
        var power = Decimals.Scale;
        for (; power > 0 && scaled % 10 == 0; power--)
        {
            scaled /= 10;
        }

        var magnitude = (UInt128)Int128.Abs(scaled);
        var fits = magnitude >> 96 == 0;
        number = fits ? new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), scaled < 0, (byte)power) : 0;
        return fits;
    }

    /// <summary>Sixteen bytes that sort like the number.</summary>
    public static void WriteKey(Int128 scaled, Span<byte> key) =>
        BinaryPrimitives.WriteUInt128BigEndian(key, (UInt128)scaled ^ ((UInt128)1 << 127));

    public static Int128 ReadKey(ReadOnlySpan<byte> key) =>
        (Int128)(BinaryPrimitives.ReadUInt128BigEndian(key) ^ ((UInt128)1 << 127));

    /// <summary>Canonical text, of any size.</summary>
    public static string ToText(BigInteger scaled)
    {
        var digits = BigInteger.Abs(scaled).ToString(CultureInfo.InvariantCulture).PadLeft(Decimals.Scale + 1, '0');
        var fraction = digits[^Decimals.Scale..].TrimEnd('0');
        return $"{(scaled.Sign < 0 ? "-" : "")}{digits[..^Decimals.Scale]}{(fraction.Length > 0 ? "." : "")}{fraction}";
    }

    // Zeros are held back until a digit follows, so that those at the end cost no precision: value = digits * 10^power.
    private static bool TryReadMantissa(ReadOnlySpan<byte> text, ref int position, out Int128 digits, out int power)
    {
        (digits, power) = (0, 0);
        var (zeros, count, decimals, seen, afterPoint) = (0, 0, 0, false, false);
        for (; position < text.Length; position++)
        {
            var unit = text[position];
            if (unit == '.' && !afterPoint)
            {
                afterPoint = true;
                continue;
            }

            if (unit is < (byte)'0' or > (byte)'9')
            {
                break;
            }

            seen = true;
            decimals += afterPoint ? 1 : 0;
            zeros++;
            if (unit == '0')
            {
                continue;
            }

            count = digits == 0 ? 1 : count + zeros;
            if (count > MaxDigits)
            {
                return false;
            }

            digits = (digits == 0 ? 0 : digits * Powers[zeros]) + (unit - '0');
            zeros = 0;
        }

        power = zeros - decimals;
        return seen;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, ref int power)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ((byte)'e' or (byte)'E')
            || !int.TryParse(text[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            || Math.Abs((long)exponent) > MaxExponent)
        {
            return false;
        }

        power += exponent;
        return true;
    }
}
