namespace EmbeddedBot.Report;

/// <summary>The answer to a count, as the SQL door maps it.</summary>
internal sealed class RowCount
{
    public string Name { get; init; } = "";

    public long Rows { get; init; }
}
