using NUnit.Framework;

namespace TradePersist.Tests.Journal;

/// <summary>Holds the next sync of a segment until it is opened, to see what happens meanwhile.</summary>
internal sealed class SyncGate : IDisposable
{
    private readonly FaultyStorage _disk;
    private readonly ManualResetEventSlim _open = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SyncGate(FaultyStorage disk, bool fails = false)
    {
        _disk = disk;
        _disk.BeforeSync = () =>
        {
            _reached.TrySetResult();
            Assert.That(_open.Wait(JournalHarness.Deadline), "the sync gate was opened");
            if (fails)
            {
                throw new IOException("Injected EIO.");
            }
        };
    }

    public Task ReachedAsync() => _reached.Task.WaitAsync(JournalHarness.Deadline);

    public void Open() => _open.Set();

    public void Dispose()
    {
        _disk.BeforeSync = null;
        _open.Set();
    }
}
