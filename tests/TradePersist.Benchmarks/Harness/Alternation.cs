namespace TradePersist.Benchmarks.Harness;

/// <summary>Runs two sides by turns: ours, baseline, ours, baseline. Both run once before it counts.</summary>
internal static class Alternation
{
    public static async Task<Comparison[]> RunAsync(int rounds, Round ours, Round baseline)
    {
        var left = new List<double[]>();
        var right = new List<double[]>();
        for (var number = 0; number <= rounds; number++)
        {
            left.Add(await MeasureAsync(ours, number));
            right.Add(await MeasureAsync(baseline, number));
        }

        return [.. Enumerable.Range(0, left[0].Length).Select(figure => new Comparison(Counted(left, figure), Counted(right, figure)))];
    }

    /// <summary>Runs one side alone.</summary>
    public static async Task<Series[]> RunAsync(int rounds, Round ours)
    {
        var figures = new List<double[]>();
        for (var number = 0; number <= rounds; number++)
        {
            figures.Add(await MeasureAsync(ours, number));
        }

        return [.. Enumerable.Range(0, figures[0].Length).Select(figure => Counted(figures, figure))];
    }

    // One side's garbage must not be collected in the other side's time.
    private static Task<double[]> MeasureAsync(Round side, int number)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return side(number);
    }

    private static Series Counted(List<double[]> rounds, int figure) => new(rounds.Skip(1).Select(round => round[figure]));
}
