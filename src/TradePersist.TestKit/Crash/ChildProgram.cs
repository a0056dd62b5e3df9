using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace TradePersist.TestKit;

/// <summary>
/// What a test runs in a process of its own, to have it killed there: it replaces the rows of <see cref="Generations"/>
/// again and again and says each replace that is done. Arguments: the fixture's assembly and type, its store, and the step
/// at which the process kills itself.
/// </summary>
internal static class ChildProgram
{
    /// <summary>In place of a step: never.</summary>
    public const int Never = 0;

    /// <summary>In place of a step: when the first batch was applied, and nobody was told.</summary>
    public const int BeforeAcknowledgement = -1;

    public static async Task Main(string[] arguments)
    {
        var type = Assembly.Load(arguments[0]).GetType(arguments[1], throwOnError: true)!;
        var fixture = (TierFixture)Activator.CreateInstance(type, nonPublic: true)!;
        var left = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        var tier = fixture.CreateTier(arguments[2]);
        var generations = new Generations(tier);
        await generations.OpenAsync().ConfigureAwait(false);
        while (true)
        {
            var generation = generations.Position + 1;
            await generations.ReplaceAsync(generation, Step).ConfigureAwait(false);
            if (left == BeforeAcknowledgement)
            {
                Process.GetCurrentProcess().Kill();
            }

            await Console.Out.WriteLineAsync(generation.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        }

        void Step()
        {
            if (left > 0 && --left == 0)
            {
                Process.GetCurrentProcess().Kill();
            }
        }
    }
}
