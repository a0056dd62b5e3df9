namespace TradePersist.Tests.Support;

/// <summary>A run of a program that is over.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    public string Everything => $"{Output}\n{Errors}";
}
