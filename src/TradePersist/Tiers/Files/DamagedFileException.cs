namespace TradePersist.Tiers;

/// <summary>A file of a file tier is not what was written there. Nothing was changed or deleted.</summary>
public sealed class DamagedFileException : TradePersistException
{
    internal DamagedFileException(string file, long line, string problem, Exception? innerException = null)
        : base(line > 0 ? $"{file}, line {line}: {problem}" : $"{file}: {problem}", innerException)
    {
        File = file;
        Line = line;
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The line, from 1; 0 when it is not about one.</summary>
    public long Line { get; }
}
