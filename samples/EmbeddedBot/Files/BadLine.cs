namespace EmbeddedBot.Files;

/// <summary>A line of a candle file that was left out, and why.</summary>
/// <param name="File">The file, as it was given.</param>
/// <param name="Line">The line, from 1, the header included.</param>
/// <param name="Reason">Why.</param>
internal sealed record BadLine(string File, long Line, string Reason)
{
    public override string ToString() => $"{File}:{Line}: {Reason}";
}
