namespace EmbeddedBot;

internal static class ExitCode
{
    public const int Done = 0;
    public const int DrillFailed = 1;
    public const int Usage = 2;
    public const int Storage = 3;
    public const int Stopped = 130;
}
