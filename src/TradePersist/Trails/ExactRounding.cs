using System.Globalization;
using System.Numerics;
using TradePersist.Model;

namespace TradePersist.Trails;

/// <summary>Rounds a double by its exact value: multiplying it by a power of ten first, as <see cref="Math.Round(double, int)"/> does, would round before that.</summary>
internal static class ExactRounding
{
    private const int MantissaBits = 52;
    private const int ExponentOffset = 1075;

    /// <summary>The double nearest to a finite number rounded half to even at some decimals.</summary>
    public static double HalfToEven(double number, int decimals)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> MantissaBits) & 0x7FF);
        var mantissa = new BigInteger(bits & ((1L << MantissaBits) - 1));
        if (exponent == 0)
        {
            exponent++;
        }
        else
        {
            mantissa += 1L << MantissaBits;
        }

        var power = exponent - ExponentOffset;
        if (power >= 0)
        {
            return number;
        }

        var units = ExactQuotient.RoundHalfEven(mantissa * BigInteger.Pow(10, decimals), BigInteger.One << -power);
        var rounded = double.Parse(string.Create(CultureInfo.InvariantCulture, $"{units}E-{decimals}"), CultureInfo.InvariantCulture);
        return double.CopySign(rounded, number);
    }
}
