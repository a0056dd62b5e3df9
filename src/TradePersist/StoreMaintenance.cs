using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TradePersist.Journal;
using TradePersist.Journal.Storage;

namespace TradePersist;

/// <summary>The tiers of a store that is not run: for tools. Its journal is not read, and no tier is opened.</summary>
public sealed class StoreMaintenance : IAsyncDisposable
{
    private readonly IDisposable? _lock;

    private StoreMaintenance(IReadOnlyList<MaintainedTier> tiers, IDisposable? journalLock)
    {
        Tiers = tiers;
        _lock = journalLock;
    }

    /// <summary>The tiers, in the order in which they were added.</summary>
    public IReadOnlyList<MaintainedTier> Tiers { get; }

    /// <summary>
    /// Makes the tiers as a store of these settings would. Throws <see cref="OptionsValidationException"/> with every option
    /// at fault, and <see cref="JournalInUseException"/> when the store is to be alone and a program has its journal.
    /// </summary>
    /// <param name="configure">Says which journal and which tiers.</param>
    /// <param name="isAlone">Whether no program may run the store meanwhile. A journal that is not there yet keeps nobody out.</param>
    /// <param name="loggers">For the log; none by default.</param>
    /// <param name="time">The clock; the system's by default.</param>
    public static StoreMaintenance Begin(
        Action<TradePersistenceBuilder> configure, bool isAlone, ILoggerFactory? loggers = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new TradePersistenceBuilder();
        configure(builder);
        builder.Validate();
        var journal = builder.Journal.Directory;
        var journalLock = isAlone && !builder.IsJournalInMemory && Directory.Exists(journal) ? new DiskJournalStorage(journal).Lock() : null;
        var context = new TierContext(builder.Options.DataFolder, loggers ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);
        var catalog = new Catalog(builder.TrailSchema);
        return new StoreMaintenance(
            [.. builder.Tiers.Select(plan => plan.Build(context)).Select(made => new MaintainedTier(made.Name, made.Tier, catalog.TablesOf(made.Options.Holds)))],
            journalLock);
    }

    /// <summary>Disposes of the tiers and lets the journal go.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var tier in Tiers)
        {
            await tier.Tier.DisposeAsync().ConfigureAwait(false);
        }

        _lock?.Dispose();
    }
}
