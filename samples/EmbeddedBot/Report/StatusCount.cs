namespace EmbeddedBot.Report;

/// <summary>How many trades have a status, as the SQL door maps it.</summary>
internal sealed class StatusCount
{
    public string Status { get; init; } = "";

    public long Trades { get; init; }
}
