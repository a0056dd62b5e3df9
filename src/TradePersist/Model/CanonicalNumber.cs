using System.Globalization;

namespace TradePersist.Model;

/// <summary>One text per JSON number: plain decimal digits where 28 significant digits and 28 decimals hold it exactly, else the shortest text of the nearest double.</summary>
internal static class CanonicalNumber
{
    private const int Digits = 28;

    /// <summary>The canonical text. Throws <see cref="NotSupportedException"/> when the number is beyond a double.</summary>
    public static string Of(string json)
    {
        if (IsExactDecimal(json))
        {
            return Decimals.ToText(decimal.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture));
        }

        var number = double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : throw new NotSupportedException($"must not contain a number beyond a double: {json}");
    }

    private static bool IsExactDecimal(string json)
    {
        var e = json.AsSpan().IndexOfAny('e', 'E');
        var exponent = 0;
        if (e >= 0 && !int.TryParse(json.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return false;
        }

        var mantissa = (e < 0 ? json : json[..e]).TrimStart('-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : mantissa.TrimEnd('0').Length - point - 1;
        var significant = mantissa.Replace(".", "", StringComparison.Ordinal).Trim('0').Length;
        var integerDigits = (point < 0 ? mantissa.Length : point) + (long)exponent;
        return significant <= Digits && Math.Max(decimals - (long)exponent, 0) <= Digits && integerDigits <= Digits;
    }
}
