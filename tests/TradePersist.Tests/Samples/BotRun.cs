namespace TradePersist.Tests.Samples;

/// <summary>A run of the sample that is over.</summary>
internal sealed record BotRun(int ExitCode, string Output, string Errors)
{
    public string Everything => $"{Output}\n{Errors}";
}
