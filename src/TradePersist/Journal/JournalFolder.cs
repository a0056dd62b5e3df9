using TradePersist.Journal.Format;
using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

/// <summary>The segment files in a directory, for reading only.</summary>
internal sealed class JournalFolder(string directory)
{
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>The segments' names, oldest first, at least one.</summary>
    /// <exception cref="JournalException">There is no journal.</exception>
    public IReadOnlyList<string> Names()
    {
        var names = System.IO.Directory.Exists(Directory)
            ? System.IO.Directory.EnumerateFiles(Directory).Select(path => Path.GetFileName(path)).Where(SegmentName.IsSegment).Order(StringComparer.Ordinal).ToArray()
            : [];
        return names.Length > 0 ? names : throw new JournalException($"There is no journal in {Directory}.");
    }

    /// <summary>Opens a segment; null when its owner has let it go.</summary>
    public IJournalFile? TryOpen(string name)
    {
        try
        {
            return DiskJournalFile.OpenToRead(Path.Combine(Directory, name));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
