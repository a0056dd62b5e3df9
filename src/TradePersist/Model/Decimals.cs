using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace TradePersist.Model;

/// <summary>The rules of decimal(38,18), which every tier follows.</summary>
public static partial class Decimals
{
    /// <summary>Digits after the point.</summary>
    public const int Scale = 18;

    /// <summary>Digits before the point.</summary>
    public const int IntegerDigits = 20;

    private const decimal IntegerLimit = 100_000_000_000_000_000_000m;

    /// <summary>The same number without trailing zeros, and zero without a sign.</summary>
    public static decimal Canonical(decimal value)
    {
        var trimmed = value / 1.0000000000000000000000000000m;
        return trimmed == 0 ? 0m : trimmed;
    }

    /// <summary>Whether the number fits decimal(38,18) without rounding.</summary>
    public static bool Fits(decimal value) => Math.Abs(value) < IntegerLimit && Canonical(value).Scale <= Scale;

    /// <summary>A computed number rounded half to even at 18 decimals. Throws <see cref="DecimalOverflowException"/> above 20 integer digits.</summary>
    public static decimal Round(decimal value) =>
        Math.Abs(value) < IntegerLimit
            ? Canonical(Math.Round(value, Scale, MidpointRounding.ToEven))
            : throw new DecimalOverflowException(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Canonical text: no exponent, no trailing zeros, <c>0</c> without a sign.</summary>
    public static string ToText(decimal value) => Canonical(value).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads an engine's text exactly. Throws <see cref="DecimalOverflowException"/> when the number does not fit
    /// a .NET decimal (28 significant digits), and <see cref="FormatException"/> when it is not a number.
    /// </summary>
    public static decimal Parse(string text) => FromScaled(ToScaled(text));

    /// <summary>The number in units of 10^-18, exact. Throws <see cref="FormatException"/> when it is not one.</summary>
    public static BigInteger ToScaled(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? "" : text.AsSpan(point + 1).TrimEnd('0');
        if (decimals.Length > Scale || !PlainNumber().IsMatch(text))
        {
            throw new FormatException($"'{text}' is not a decimal of at most {Scale} decimals.");
        }

        var digits = string.Concat(text.AsSpan(0, point < 0 ? text.Length : point), decimals);
        return BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) * BigInteger.Pow(10, Scale - decimals.Length);
    }

    /// <summary>The number in units of 10^-18. It must fit decimal(38,18).</summary>
    public static BigInteger ToScaled(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        var canonical = Canonical(value);
        decimal.GetBits(canonical, bits);
        var magnitude = new BigInteger((uint)bits[2]) << 64 | new BigInteger(((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var scaled = magnitude * BigInteger.Pow(10, Scale - canonical.Scale);
        return canonical < 0 ? -scaled : scaled;
    }

    /// <summary>The decimal of so many units of 10^-18. Throws <see cref="DecimalOverflowException"/> when it does not fit.</summary>
    public static decimal FromScaled(BigInteger scaled)
    {
        var scale = Scale;
        while (scale > 0 && scaled % 10 == 0)
        {
            scaled /= 10;
            scale--;
        }

        var magnitude = BigInteger.Abs(scaled);
        if (magnitude.GetBitLength() > 96)
        {
            throw new DecimalOverflowException(((double)scaled / Math.Pow(10, scale)).ToString("R", CultureInfo.InvariantCulture));
        }

        var low = (ulong)(magnitude & ulong.MaxValue);
        return new decimal((int)(uint)low, (int)(uint)(low >> 32), (int)(uint)(magnitude >> 64), scaled.Sign < 0, (byte)scale);
    }

    [GeneratedRegex(@"\A[+-]?[0-9]+(\.[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainNumber();
}
