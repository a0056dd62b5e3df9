using TradePersist.Tests.Support;

namespace TradePersist.Tests.Samples;

/// <summary>The sample, in a folder that holds nothing else.</summary>
internal static class EmbeddedBotProcess
{
    private const string Name = "EmbeddedBot";

    public static ProgramProcess Start(string folder, params string[] arguments) => ProgramProcess.Start(Name, folder, arguments);

    public static Task<ProgramRun> RunAsync(string folder, params string[] arguments) => ProgramProcess.RunAsync(Name, folder, arguments);
}
