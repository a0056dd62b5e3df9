using System.Numerics;

namespace TradePersist.Model;

/// <summary>Division without a rounding on the way.</summary>
internal static class ExactQuotient
{
    private static readonly BigInteger MaxMagnitude = (BigInteger.One << 96) - 1;
    private static readonly BigInteger IntegerLimit = BigInteger.Pow(10, Decimals.IntegerDigits);

    /// <summary>
    /// The quotient rounded half to even at 18 decimals; at fewer where a .NET decimal, of 28 digits, cannot hold so
    /// many. Throws <see cref="DecimalOverflowException"/> above 20 integer digits.
    /// </summary>
    public static decimal Of(BigInteger numerator, BigInteger denominator)
    {
        for (var scale = Decimals.Scale; scale >= 0; scale--)
        {
            var units = RoundHalfEven(numerator * BigInteger.Pow(10, scale), denominator);
            if (BigInteger.Abs(units) <= MaxMagnitude && BigInteger.Abs(units) < IntegerLimit * BigInteger.Pow(10, scale))
            {
                return Decimals.FromScaled(units * BigInteger.Pow(10, Decimals.Scale - scale));
            }
        }

        throw new DecimalOverflowException((numerator / denominator).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The mean of a sum given in units of 10^-18; 0 of nothing.</summary>
    public static decimal Mean(BigInteger scaledSum, long count) => count == 0 ? 0m : Of(scaledSum, BigInteger.Pow(10, Decimals.Scale) * count);

    /// <summary>The quotient rounded to a whole number, half to even.</summary>
    public static BigInteger RoundHalfEven(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var half = BigInteger.Compare(BigInteger.Abs(rest) * 2, BigInteger.Abs(denominator));
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + (numerator.Sign * denominator.Sign) : quotient;
    }
}
