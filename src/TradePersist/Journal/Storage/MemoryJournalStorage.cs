namespace TradePersist.Journal.Storage;

/// <summary>A journal directory in memory, for tests and for programs that choose to lose everything on exit.</summary>
internal sealed class MemoryJournalStorage : IJournalStorage
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MemoryJournalFile> _files = new(StringComparer.Ordinal);
    private bool _locked;

    public string Location => "memory";

    public IDisposable Lock()
    {
        lock (_gate)
        {
            if (_locked)
            {
                throw new JournalInUseException(Location, new OwnerRecord(Environment.ProcessId, null, Environment.MachineName));
            }
            _locked = true;
        }
        return new Owner(this);
    }

    public IReadOnlyList<string> List()
    {
        lock (_gate)
        {
            return [.. _files.Keys];
        }
    }

    public IJournalFile Create(string name, long size)
    {
        var file = new MemoryJournalFile(checked((int)size));
        lock (_gate)
        {
            if (!_files.TryAdd(name, file))
            {
                throw new IOException($"{name} exists already.");
            }
        }
        return file;
    }

    public IJournalFile Open(string name)
    {
        lock (_gate)
        {
            return _files.TryGetValue(name, out var file) ? file : throw new FileNotFoundException("No such file.", name);
        }
    }

    public void Rename(string from, string to)
    {
        lock (_gate)
        {
            if (!_files.Remove(from, out var file))
            {
                throw new FileNotFoundException("No such file.", from);
            }
            _files[to] = file;
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            _files.Remove(name);
        }
    }

    public void SyncDirectory()
    {
    }

    private sealed class Owner(MemoryJournalStorage storage) : IDisposable
    {
        public void Dispose()
        {
            lock (storage._gate)
            {
                storage._locked = false;
            }
        }
    }
}
