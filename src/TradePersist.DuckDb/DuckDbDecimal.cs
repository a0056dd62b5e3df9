using System.Runtime.InteropServices;
using TradePersist.Model;

namespace TradePersist.DuckDb;

/// <summary>DECIMAL(38,18) as DuckDB keeps it: a 128-bit number of units of 10^-18.</summary>
internal static class DuckDbDecimal
{
    private const int MantissaBits = 96;

    private static readonly Int128[] PowersOfTen = [.. Enumerable.Range(0, Decimals.Scale + 1).Select(Power)];

    /// <summary>Throws <see cref="OverflowException"/> for more than 20 integer digits or 18 decimals.</summary>
    public static Int128 ToUnits(decimal value)
    {
        if (!Decimals.Fits(value))
        {
            throw new OverflowException($"{value.ToString(System.Globalization.CultureInfo.InvariantCulture)} does not fit a decimal of {Decimals.IntegerDigits} integer digits and {Decimals.Scale} decimals.");
        }

        Span<int> bits = stackalloc int[4];
        var canonical = Decimals.Canonical(value);
        decimal.GetBits(canonical, bits);
        var low = MemoryMarshal.Cast<int, ulong>(bits)[0];
        var units = new Int128((uint)bits[2], low) * PowersOfTen[Decimals.Scale - canonical.Scale];
        return canonical < 0 ? -units : units;
    }

    /// <summary>False when the number has more digits than a .NET decimal keeps.</summary>
    public static bool TryFromUnits(Int128 units, out decimal value)
    {
        var scale = Decimals.Scale;
        var magnitude = (UInt128)Int128.Abs(units);
        while (magnitude >> MantissaBits != 0 && scale > 0 && magnitude % 10 == 0)
        {
            magnitude /= 10;
            scale--;
        }

        if (magnitude >> MantissaBits != 0)
        {
            value = 0;
            return false;
        }

        var low = (ulong)magnitude;
        value = new decimal((int)(uint)low, (int)(uint)(low >> 32), (int)(uint)(magnitude >> 64), Int128.IsNegative(units), (byte)scale);
        return true;
    }

    /// <summary>All digits of any number of units.</summary>
    public static string ToText(Int128 units)
    {
        var digits = Digits(units);
        var text = $"{digits[..^Decimals.Scale]}.{digits[^Decimals.Scale..]}".TrimEnd('0').TrimEnd('.');
        return Int128.IsNegative(units) ? $"-{text}" : text;
    }

    private static string Digits(Int128 units) =>
        Int128.Abs(units).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(Decimals.Scale + 1, '0');

    private static Int128 Power(int exponent) => exponent == 0 ? 1 : 10 * Power(exponent - 1);
}
