namespace TradePersist.Tool;

internal static class ExitCode
{
    public const int Fine = 0;
    public const int Wrong = 1;
    public const int Usage = 2;
    public const int Unreachable = 3;
    public const int Stopped = 130;
}
