using TradePersist.Journal.Storage;

namespace TradePersist.Tests.Journal;

/// <summary>
/// A simulated disk that keeps what is only written apart from what is synced, file by file in 512-byte sectors and for
/// the names in the directory. Power can be cut at any operation; faults can be put into any of them.
/// </summary>
internal sealed class FaultyStorage : IJournalStorage
{
    private readonly List<(string? From, string? To, FaultyFile? File)> _unsyncedNames = [];
    private readonly Dictionary<string, FaultyFile> _names;
    private readonly Dictionary<string, FaultyFile> _syncedNames;

    public FaultyStorage()
        : this([])
    {
    }

    private FaultyStorage(Dictionary<string, FaultyFile> names)
    {
        _names = names;
        _syncedNames = new(names);
    }

    public Lock Gate { get; } = new();

    /// <summary>Called before every operation with its name and file; may throw or block.</summary>
    public Action<string, string>? Before { get; set; }

    /// <summary>Called before every sync of a segment, outside the disk's lock; may throw or block.</summary>
    public Action? BeforeSync { get; set; }

    /// <summary>Operations left until the power goes; null = it stays.</summary>
    public int? OperationsLeft { get; set; }

    public bool IsDead => OperationsLeft <= 0;

    public int Syncs { get; private set; }

    public long BytesRead { get; set; }

    public string Location => "simulated disk";

    public IEnumerable<FaultyFile> Files => _names.Values;

    public FaultyFile this[string name] => _names[name];

    public IDisposable Lock() => new MemoryStream();

    public IReadOnlyList<string> List()
    {
        lock (Gate)
        {
            return [.. _names.Keys];
        }
    }

    public IJournalFile Create(string name, long size)
    {
        lock (Gate)
        {
            Step("create", name);
            var file = new FaultyFile { Name = name };
            _names.Add(name, file);
            _unsyncedNames.Add((null, name, file));
            return new FaultyHandle(this, file);
        }
    }

    public IJournalFile Open(string name)
    {
        lock (Gate)
        {
            return new FaultyHandle(this, _names[name]);
        }
    }

    public void Rename(string from, string to)
    {
        lock (Gate)
        {
            Step("rename", from);
            _names.Remove(from, out var file);
            file!.Name = to;
            _names[to] = file;
            _unsyncedNames.Add((from, to, file));
        }
    }

    public void Delete(string name)
    {
        lock (Gate)
        {
            Step("delete", name);
            _names.Remove(name);
            _unsyncedNames.Add((name, null, null));
        }
    }

    public void SyncDirectory()
    {
        lock (Gate)
        {
            Step("sync directory", "");
            ApplyNames(_ => true);
        }
    }

    /// <summary>What is on the disk when the power comes back: everything synced and any part of the rest.</summary>
    public FaultyStorage CutPower(Random random)
    {
        lock (Gate)
        {
            OperationsLeft = 0;
            ApplyNames(_ => random.Next(2) == 0);
            foreach (var file in _syncedNames.Values.Distinct())
            {
                file.CutPower(random);
            }
            return new FaultyStorage(new(_syncedNames));
        }
    }

    /// <summary>The same disk opened again without a power cut: the system still has everything that was written.</summary>
    public FaultyStorage Reopen()
    {
        lock (Gate)
        {
            OperationsLeft = 0;
            ApplyNames(_ => true);
            return new FaultyStorage(new(_names));
        }
    }

    /// <summary>Every file's name and a copy of its bytes.</summary>
    public SortedDictionary<string, byte[]> Snapshot()
    {
        lock (Gate)
        {
            return new(_names.ToDictionary(item => item.Key, item => (byte[])item.Value.Bytes.Clone()), StringComparer.Ordinal);
        }
    }

    /// <summary>A disk with copies of these files.</summary>
    public static FaultyStorage Of(IReadOnlyDictionary<string, byte[]> files) =>
        new(files.ToDictionary(item => item.Key, item => FaultyFile.Of(item.Key, item.Value)));

    /// <summary>Counts an operation. Call it under <see cref="Gate"/>.</summary>
    public void Step(string operation, string name)
    {
        if (OperationsLeft is { } left)
        {
            OperationsLeft = left - 1;
            if (left <= 0)
            {
                throw new IOException("The power is off.");
            }
        }
        Syncs += operation == "sync" ? 1 : 0;
        Before?.Invoke(operation, name);
    }

    private void ApplyNames(Func<int, bool> isKept)
    {
        for (var i = 0; i < _unsyncedNames.Count; i++)
        {
            var (from, to, file) = _unsyncedNames[i];
            if (!isKept(i))
            {
                continue;
            }
            if (from is not null)
            {
                _syncedNames.Remove(from);
            }
            if (to is not null)
            {
                _syncedNames[to] = file!;
            }
        }
        _unsyncedNames.Clear();
    }
}
