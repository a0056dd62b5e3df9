using System.Globalization;

namespace TradePersist.Model;

/// <summary>
/// One text per JSON number, however it was written: plain decimal digits where 28 significant digits, 28 integer
/// digits and 28 decimals hold it exactly, else the shortest text of the nearest double.
/// </summary>
internal readonly struct CanonicalNumber
{
    private const int MaxDigits = 28;

    // Beyond these powers of ten every double is infinite or 0, so that no exponent can be too large to compute with.
    private const int HighestPower = 400;
    private const long FarPower = 1_000_000_000_000;

    // The value is 0.DIGITS times ten to the power; the digits have no zeros at either end, and zero has none at all.
    private readonly bool _isNegative;
    private readonly string _digits;
    private readonly long _power;

    private CanonicalNumber(string json)
    {
        var e = json.AsSpan().IndexOfAny('e', 'E');
        var mantissa = json.AsSpan(0, e < 0 ? json.Length : e);
        _isNegative = mantissa[0] == '-';
        mantissa = mantissa.TrimStart('-');
        var point = mantissa.IndexOf('.');
        var integerDigits = point < 0 ? mantissa.Length : point;
        var all = mantissa.ToString().Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        _digits = significant.TrimEnd('0');
        _power = integerDigits - (all.Length - significant.Length) + (e < 0 ? 0 : Exponent(json.AsSpan(e + 1)));
    }

    private bool IsPlain => _digits.Length <= MaxDigits && _power <= MaxDigits && _digits.Length - _power <= MaxDigits;

    /// <summary>The canonical text. Throws <see cref="NotSupportedException"/> when the number is beyond a double.</summary>
    public static string Of(string json)
    {
        var number = new CanonicalNumber(json);
        if (number._digits.Length == 0)
        {
            return "0";
        }

        if (number.IsPlain)
        {
            return number.ToPlain();
        }

        var nearest = number.ToDouble();
        if (!double.IsFinite(nearest))
        {
            throw new NotSupportedException($"must not contain a number beyond a double: {json}");
        }

        // The shortest text of a double may have an exponent where plain digits would do.
        var shortest = nearest.ToString("R", CultureInfo.InvariantCulture);
        var rounded = new CanonicalNumber(shortest);
        return nearest == 0 ? "0" : rounded.IsPlain ? rounded.ToPlain() : shortest;
    }

    private static long Exponent(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            ? Math.Clamp(exponent, -FarPower, FarPower)
            : text[0] == '-' ? -FarPower : FarPower;

    private string ToPlain()
    {
        var power = (int)_power;
        var text = power <= 0 ? "0." + new string('0', -power) + _digits
            : power >= _digits.Length ? _digits.PadRight(power, '0')
            : _digits.Insert(power, ".");
        return _isNegative ? "-" + text : text;
    }

    private double ToDouble()
    {
        var power = Math.Clamp(_power, -HighestPower, HighestPower);
        var text = string.Create(CultureInfo.InvariantCulture, $"{(_isNegative ? "-" : "")}0.{_digits}E{power}");
        return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
