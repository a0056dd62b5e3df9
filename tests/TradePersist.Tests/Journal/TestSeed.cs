using System.Globalization;
using NUnit.Framework;

namespace TradePersist.Tests.Journal;

/// <summary>A seed that is printed, and that the environment variable TRADEPERSIST_SEED can bring back.</summary>
internal static class TestSeed
{
    public static int Next()
    {
        var given = Environment.GetEnvironmentVariable("TRADEPERSIST_SEED");
        var seed = given is null ? Random.Shared.Next() : int.Parse(given, CultureInfo.InvariantCulture);
        TestContext.Out.WriteLine($"seed {seed} (TRADEPERSIST_SEED={seed} repeats it)");
        return seed;
    }
}
