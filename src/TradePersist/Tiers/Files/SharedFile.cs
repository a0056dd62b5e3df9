using TradePersist.Journal.Storage;

namespace TradePersist.Tiers;

/// <summary>A file that stays open until the last of its users is done: those who read when it was replaced read on.</summary>
internal sealed class SharedFile(IJournalFile file) : IDisposable
{
    private int _users = 1;

    public IJournalFile File => file;

    /// <summary>One user more, who disposes it too. Only while another one cannot be the last to leave.</summary>
    public SharedFile Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            file.Dispose();
        }
    }
}
