using TradePersist.Journal.Storage;

namespace TradePersist.Benchmarks.Journal;

/// <summary>A storage whose syncs do nothing: what is left is the work of the processor.</summary>
internal sealed class UnsyncedStorage(IJournalStorage storage) : IJournalStorage
{
    public string Location => storage.Location;

    public IDisposable Lock() => storage.Lock();

    public IReadOnlyList<string> List() => storage.List();

    public IJournalFile Create(string name, long size) => new UnsyncedFile(storage.Create(name, size));

    public IJournalFile Open(string name) => new UnsyncedFile(storage.Open(name));

    public void Rename(string from, string to) => storage.Rename(from, to);

    public void Delete(string name) => storage.Delete(name);

    public void SyncDirectory()
    {
    }
}
