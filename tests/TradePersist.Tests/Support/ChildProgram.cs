using TradePersist.Tests.Tiers.Files;

namespace TradePersist.Tests.Support;

/// <summary>What this assembly does as a program: the work of one test's child process, named by the first argument.</summary>
internal static class ChildProgram
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case [FilesChild.Name, var folder]:
                await FilesChild.RunAsync(folder);
                return 0;
            default:
                await Console.Error.WriteLineAsync("Tests are run with dotnet test.");
                return 2;
        }
    }
}
