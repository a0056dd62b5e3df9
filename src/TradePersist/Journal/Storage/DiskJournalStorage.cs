namespace TradePersist.Journal.Storage;

/// <summary>A directory on disk, which has one owner.</summary>
internal sealed class DiskJournalStorage : IJournalStorage
{
    public const string LockName = "journal.lock";

    private readonly string _directory;
    private readonly string _lockName;
    private readonly Func<string, OwnerRecord?, Exception> _inUse;

    /// <summary>The directory of a journal. Creates it, durably, when it is missing.</summary>
    public DiskJournalStorage(string directory)
        : this(directory, LockName, static (directory, owner) => new JournalInUseException(directory, owner))
    {
    }

    /// <summary>A directory of other files. Creates it, durably, when it is missing.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="lockName">The file that its owner locks.</param>
    /// <param name="inUse">The refusal of a second owner.</param>
    public DiskJournalStorage(string directory, string lockName, Func<string, OwnerRecord?, Exception> inUse)
    {
        _directory = Path.GetFullPath(directory);
        _lockName = lockName;
        _inUse = inUse;
        CreateDurably(_directory);
    }

    public string Location => _directory;

    public IDisposable Lock() => DirectoryLock.Acquire(PathOf(_lockName), owner => _inUse(_directory, owner));

    public IReadOnlyList<string> List() =>
        [.. Directory.EnumerateFiles(_directory).Select(path => Path.GetFileName(path))];

    public IJournalFile Create(string name, long size)
    {
        ThrowIfPlainlyFull(size);
        return DiskJournalFile.Open(PathOf(name), FileMode.CreateNew);
    }

    public IJournalFile Open(string name) => DiskJournalFile.Open(PathOf(name), FileMode.Open);

    public void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: true);

    public void Delete(string name) => File.Delete(PathOf(name));

    public void SyncDirectory() => DiskSync.Directory(_directory);

    private string PathOf(string name) => Path.Combine(_directory, name);

    // A full disk is asked about on every append; this answers without filling what is left of it first.
    private void ThrowIfPlainlyFull(long size)
    {
        if (_directory.StartsWith(@"\\", StringComparison.Ordinal))
        {
            // A network share of Windows has no drive to ask; the write itself will tell.
            return;
        }
        var drive = new DriveInfo(_directory);
        if (drive.TotalSize > 0 && drive.AvailableFreeSpace < size)
        {
            throw new StorageFullException($"The file system of {_directory} has {drive.AvailableFreeSpace} bytes left, {size} are needed.");
        }
    }

    private static void CreateDurably(string directory)
    {
        if (Directory.Exists(directory))
        {
            return;
        }
        var parent = Path.GetDirectoryName(directory);
        if (parent is not null)
        {
            CreateDurably(parent);
        }
        Directory.CreateDirectory(directory);
        if (parent is not null)
        {
            DiskSync.Directory(parent);
        }
    }
}
