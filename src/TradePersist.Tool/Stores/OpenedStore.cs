using TradePersist.Control;

namespace TradePersist.Tool.Stores;

/// <summary>A store that can be asked: the one that a bot runs, else one that this process opened.</summary>
internal sealed class OpenedStore : IAsyncDisposable
{
    private readonly TradePersistence? _own;

    private OpenedStore(IStoreControl control, TradePersistence? own)
    {
        Control = control;
        _own = own;
    }

    public IStoreControl Control { get; }

    public bool IsRunning => _own is null;

    public static async Task<OpenedStore> OpenAsync(StoreSettings settings, CancellationToken stop)
    {
        if (await RunningStore.FindAsync(settings.JournalDirectory, stop).ConfigureAwait(false) is { } running)
        {
            return new OpenedStore(running, own: null);
        }

        var own = await TradePersistence.OpenAsync(builder => settings.Configure(builder), cancellationToken: stop).ConfigureAwait(false);
        return new OpenedStore(own, own);
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? default;
}
