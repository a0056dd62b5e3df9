namespace EmbeddedBot.Files;

/// <summary>The lines that were left out, of all files; added to by any feed.</summary>
internal sealed class BadLines
{
    private readonly Lock _lock = new();
    private readonly List<BadLine> _lines = [];

    public void Add(BadLine line)
    {
        lock (_lock)
        {
            _lines.Add(line);
        }
    }

    public IReadOnlyList<BadLine> List()
    {
        lock (_lock)
        {
            return [.. _lines.OrderBy(line => line.File, StringComparer.Ordinal).ThenBy(line => line.Line)];
        }
    }
}
