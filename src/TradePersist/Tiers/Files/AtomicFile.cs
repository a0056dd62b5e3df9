using TradePersist.Journal.Storage;

namespace TradePersist.Tiers;

/// <summary>Files that are there as a whole, or not at all.</summary>
internal static class AtomicFile
{
    private const string Suffix = ".tmp";

    /// <summary>Puts a new file in the place of another, if there is one, after its content is synced. The name is durable after the directory's sync.</summary>
    /// <returns>The new file, open.</returns>
    public static IJournalFile Replace(IJournalStorage storage, string name, Action<IJournalFile> write)
    {
        RemoveLeftover(storage, name);
        var file = storage.Create(name + Suffix, 0);
        try
        {
            write(file);
            file.Sync();
            storage.Rename(name + Suffix, name);
            return file;
        }
        catch
        {
            file.Dispose();
            try
            {
                RemoveLeftover(storage, name);
            }
            catch (IOException)
            {
                // The next attempt removes it, or the next opening.
            }

            throw;
        }
    }

    /// <summary>Removes what an attempt that did not get to its end has left.</summary>
    public static void RemoveLeftover(IJournalStorage storage, string name)
    {
        if (storage.List().Contains(name + Suffix))
        {
            storage.Delete(name + Suffix);
        }
    }
}
