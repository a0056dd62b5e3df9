using System.Globalization;

namespace TradePersist.Benchmarks.Harness;

/// <summary>What a figure, or its ratio to the baseline's, must reach.</summary>
internal sealed record Target(bool IsOfRatio, bool IsUpperBound, double Limit, string Unit)
{
    public static Target RatioAtMost(double limit) => new(true, true, limit, "x");

    public static Target RatioAtLeast(double limit) => new(true, false, limit, "x");

    public static Target AtMost(double limit, string unit) => new(false, true, limit, unit);

    public static Target AtLeast(double limit, string unit) => new(false, false, limit, unit);

    public bool IsMet(ResultRow row)
    {
        var value = (IsOfRatio ? row.Ratio! : row.Ours).Median;
        return IsUpperBound ? value <= Limit : value >= Limit;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsUpperBound ? "<=" : ">=")} {Limit} {Unit}");
}
