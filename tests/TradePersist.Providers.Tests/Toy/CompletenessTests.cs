using System.Reflection;
using System.Reflection.Emit;
using NUnit.Framework;
using TradePersist.TestKit;

namespace TradePersist.Providers.Tests.Toy;

public sealed class CompletenessTests
{
    [TestCaseSource(typeof(AllSuites), nameof(AllSuites.Types))]
    public void AnAssemblyThatLeavesASuiteOutIsFound(Type leftOut)
    {
        var name = leftOut.Name[..leftOut.Name.IndexOf('`', StringComparison.Ordinal)];
        Assert.That(AllSuites.MissingIn(AssemblyOf(AllSuites.Types.Where(suite => suite != leftOut))), Is.EqualTo(new[] { $"{nameof(ToyFixture)}: {name}" }));
    }

    [Test]
    public void AnAssemblyWithAllOfThemIsComplete() => Assert.That(AllSuites.MissingIn(AssemblyOf(AllSuites.Types)), Is.Empty);

    [Test]
    public void AFixtureThatRunsNothingIsFound()
    {
        var module = NewModule();
        module.DefineType("Idle", TypeAttributes.Public, typeof(ToyFixture)).CreateType();
        Assert.That(AllSuites.MissingIn(module.Assembly), Has.Count.EqualTo(AllSuites.Types.Count));
    }

    private static Assembly AssemblyOf(IEnumerable<Type> suites)
    {
        var module = NewModule();
        foreach (var suite in suites)
        {
            module.DefineType($"Tests{suite.Name}", TypeAttributes.Public, suite.MakeGenericType(typeof(ToyFixture))).CreateType();
        }

        return module.Assembly;
    }

    private static ModuleBuilder NewModule() =>
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Made"), AssemblyBuilderAccess.Run).DefineDynamicModule("Made");
}
