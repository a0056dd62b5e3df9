using System.Diagnostics;
using System.Globalization;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Trails;

/// <summary>
/// Replaces a trail in a tier, and is killed: by itself at a step of the one replace, or, without a step, by the test at
/// any time. Arguments: the fixture that makes the tier, its folder, the first generation, the step.
/// </summary>
internal sealed class ReplaceTask : IChildTask
{
    private const int Replaces = 100_000;

    public async Task RunAsync(IReadOnlyList<string> arguments)
    {
        var fixture = (DurableTrailTierTests)Activator.CreateInstance(Type.GetType(arguments[0], throwOnError: true)!)!;
        var generation = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        await using var trails = new Generations(fixture.CreateTier(arguments[1]));
        await trails.OpenAsync();
        if (arguments.Count > 3)
        {
            var left = int.Parse(arguments[3], CultureInfo.InvariantCulture);
            await trails.ReplaceAsync(generation, Step);
            Step();
            return;

            void Step()
            {
                if (--left == 0)
                {
                    Process.GetCurrentProcess().Kill();
                }
            }
        }

        for (var last = generation + Replaces; generation < last; generation++)
        {
            await trails.ReplaceAsync(generation, () => { });
            Console.WriteLine(generation);
        }
    }
}
