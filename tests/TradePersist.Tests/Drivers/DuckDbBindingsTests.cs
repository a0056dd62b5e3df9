using System.Reflection;
using DuckDB.NET.Data;
using NUnit.Framework;
using TradePersist.DuckDb;

namespace TradePersist.Tests.Drivers;

/// <summary>The stand-in of <c>eng/drivers/DuckDB.NET.Bindings</c> against the genuine driver that runs on it.</summary>
public sealed class DuckDbBindingsTests
{
    private const string Bindings = "DuckDB.NET.Bindings";
    private const string NativeMethods = "DuckDB.NET.Native.NativeMethods/";

    // Left out of the stand-in, for TradePersist uses neither: Arrow, and functions written by users.
    private static readonly string[] LeftOut =
        [$"{NativeMethods}Arrow", "DuckDB.NET.Native.DuckDBArrowOptions", $"{NativeMethods}ScalarFunction", $"{NativeMethods}TableFunction"];

    private static readonly Assembly Driver = typeof(DuckDBConnection).Assembly;

    [Test]
    public void EveryMemberThatTheDriverRefersToIsThere()
    {
        var wanted = AssemblyText.Wanted(Driver, Bindings).Where(reference => !IsLeftOut(reference)).ToList();
        Assert.That(wanted, Has.Count.GreaterThan(200), "the driver's references were found");
        Assert.That(wanted.Except(AssemblyText.Offered(Assembly.Load(Bindings))), Is.Empty);
    }

    [Test]
    public void TheTierUsesNothingOfTheBindingsThatTheDriverDoesNot()
    {
        var wanted = AssemblyText.Wanted(typeof(DuckDbTier).Assembly, Bindings);
        Assert.That(wanted, Is.Not.Empty);
        Assert.That(wanted.Except(AssemblyText.Wanted(Driver, Bindings)), Is.Empty, "of these, nobody knows whether the genuine assembly has them");
    }

    private static bool IsLeftOut(string reference)
    {
        var name = reference.Contains("::", StringComparison.Ordinal) ? reference[..reference.IndexOf("::", StringComparison.Ordinal)].Split(' ')[^1] : reference;
        return LeftOut.Contains(name);
    }
}
