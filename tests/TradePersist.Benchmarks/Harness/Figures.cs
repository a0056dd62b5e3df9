using System.Globalization;

namespace TradePersist.Benchmarks.Harness;

/// <summary>Numbers for people: three or four digits that count.</summary>
internal static class Figures
{
    public static string Text(Series series, string unit) =>
        series.Rounds.Count == 1 ? $"{Text(series.Median)} {unit}" : $"{Text(series.Median)} {unit} ({Text(series.Low)}..{Text(series.High)})";

    public static string Text(double value) => value.ToString(Math.Abs(value) switch
    {
        >= 1000 => "N0",
        >= 100 => "0",
        >= 10 => "0.0",
        _ => "0.00",
    }, CultureInfo.InvariantCulture);
}
