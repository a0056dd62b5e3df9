namespace TradePersist.Tiers;

/// <summary>A line cannot be read. Whoever knows the file and the line's number says so.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="types">The columns whose values are of another type, each as <c>table.column: is A, must be B</c>; none when the line as such is wrong.</param>
/// <param name="innerException">What the reader says.</param>
internal sealed class LineFaultException(string problem, IReadOnlyList<string>? types = null, Exception? innerException = null)
    : Exception(problem, innerException)
{
    public Exception At(string file, long line) => types is null
        ? new DamagedFileException(file, line, Message, this)
        : new SchemaMismatchException([.. types.Select(type => $"{file}, line {line}: {type}")]);
}
