using TradePersist.Journal.Storage;

namespace TradePersist.Tiers;

/// <summary>A file that stays open until the last of its users is done: those who read when it was replaced read on.</summary>
internal sealed class SharedFile(IJournalFile file) : IDisposable
{
    private int _users = 1;

    public IJournalFile File => file;

    /// <summary>One user more, who disposes it too; false when the last one has left.</summary>
    public bool TryShare()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            file.Dispose();
        }
    }
}
