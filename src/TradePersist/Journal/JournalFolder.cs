using TradePersist.Journal.Format;
using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

/// <summary>The segment files in a directory, for reading only.</summary>
internal sealed class JournalFolder(string directory)
{
    private const int MaxLists = 10;

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

    /// <summary>For whoever lists the files anew because the newest one was let go: gives up after some lists.</summary>
    /// <exception cref="JournalException">It was so with each of that many lists.</exception>
    public void ThrowIfTooFast(int lists)
    {
        if (lists >= MaxLists)
        {
            throw new JournalException($"The journal in {Directory} could not be read: each of {lists} times its newest segment was let go while it was looked for.");
        }
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
