using System.Globalization;
using NUnit.Framework;

namespace TradePersist.TestKit;

/// <summary>Random numbers that can be had again: the seed is printed, and TRADEPERSIST_SEED sets it.</summary>
internal static class Seed
{
    public static Random Random()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TRADEPERSIST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : System.Random.Shared.Next();
        TestContext.Out.WriteLine($"TRADEPERSIST_SEED={seed}");
        return new Random(seed);
    }
}
