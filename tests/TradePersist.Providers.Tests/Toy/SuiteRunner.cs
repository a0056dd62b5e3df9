using System.Reflection;
using NUnit.Framework;
using NUnit.Framework.Internal;

namespace TradePersist.Providers.Tests.Toy;

/// <summary>Runs a toy's suite within a test, so that a failure of theirs is none of that test.</summary>
internal static class SuiteRunner
{
    /// <summary>Runs a suite's tests until one fails: its name and its message. Null when none does.</summary>
    public static async Task<string?> FirstFailureAsync(Type suite)
    {
        foreach (var test in suite.GetMethods().Where(method => method.IsDefined(typeof(TestAttribute))))
        {
            foreach (var arguments in ArgumentsOf(test))
            {
                if (await RunAsync(suite, test, arguments) is { } failure)
                {
                    return $"{test.Name}({string.Join(", ", arguments)}): {failure}";
                }
            }
        }

        return null;
    }

    // The tests that have a parameter have one of true and false.
    private static object[][] ArgumentsOf(MethodInfo test) => test.GetParameters().Length == 0 ? [[]] : [[false], [true]];

    private static async Task<string?> RunAsync(Type suite, MethodInfo test, object[] arguments)
    {
        using var isolated = new TestExecutionContext.IsolatedContext();
        dynamic instance = Activator.CreateInstance(suite)!;
        await instance.CreateTier();
        try
        {
            await (test.Invoke(instance, arguments) as Task ?? Task.CompletedTask);
            return null;
        }
        catch (Exception exception)
        {
            return (exception.InnerException ?? exception).Message;
        }
        finally
        {
            await instance.DeleteTier();
        }
    }
}
