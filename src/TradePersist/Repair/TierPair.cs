using TradePersist.Chain;
using TradePersist.Journal;
using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>A tier, and the one that it is compared with or repaired from.</summary>
internal sealed class TierPair(TierWorker tier, TierWorker other, ChangeJournal journal, VerifyOptions options, IProgress<VerifyProgress>? progress, TimeProvider time)
{
    public TierWorker Tier { get; } = tier;

    public TierWorker Other { get; } = other;

    public ChangeJournal Journal { get; } = journal;

    public VerifyOptions Options { get; } = options;

    public IProgress<VerifyProgress>? Progress { get; } = progress;

    public TimeProvider Time { get; } = time;

    public Patience Patience { get; } = new(options.Patience, time);

    public TierReader Reading { get; } = new(tier, new Patience(options.Patience, time));

    public TierReader ReadingOther { get; } = new(other, new Patience(options.Patience, time));

    /// <summary>The tables that both hold.</summary>
    public IReadOnlyList<Table> Tables { get; } = [.. tier.Tables.Where(other.Holds)];

    /// <summary>The names of those that only one of them holds.</summary>
    public IReadOnlyList<string> LeftOut { get; } =
        [.. tier.Tables.Where(table => !other.Holds(table)).Concat(other.Tables.Where(table => !tier.Holds(table))).Select(table => table.Name)];

    /// <summary>Throws when the other tier lacks records that it refused: it is not what its journal says.</summary>
    public void ThrowIfOtherIsIncomplete()
    {
        if (Other.Quarantine.Count is > 0 and var count)
        {
            throw new TierUnavailableException([new(Other.Name, $"has {count} records in quarantine, so it is not complete; retry or drop them first")]);
        }
    }
}
