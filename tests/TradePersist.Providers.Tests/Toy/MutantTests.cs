using NUnit.Framework;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests.Toy;

/// <summary>The suites can fail: each finds the defects that are its matter.</summary>
public sealed class MutantTests
{
    [TestCaseSource(typeof(Mutants), nameof(Mutants.All))]
    public async Task ADefectIsFound(Type suite, Func<ITier, ITier> mutate)
    {
        Assert.That(await SuiteRunner.FirstFailureAsync(suite), Is.Null, "without the defect");
        ToyFixture.Mutation.Value = mutate;
        var failure = await SuiteRunner.FirstFailureAsync(suite);
        Assert.That(failure, Is.Not.Null);
        TestContext.Out.WriteLine(failure);
    }
}
