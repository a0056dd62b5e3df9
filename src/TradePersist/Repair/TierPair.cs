using TradePersist.Chain;
using TradePersist.Journal;
using TradePersist.Model;

namespace TradePersist.Repair;

/// <summary>A tier, and the one that it is compared with or repaired from.</summary>
internal sealed class TierPair
{
    public TierPair(TierWorker tier, TierWorker other, ChangeJournal journal, VerifyOptions options, IProgress<VerifyProgress>? progress, TimeProvider time)
    {
        Tier = tier;
        Other = other;
        Journal = journal;
        Options = options;
        Progress = progress;
        Time = time;
        Patience = new Patience(options.Patience, time);
        Reading = new TierReader(tier, Patience);
        ReadingOther = new TierReader(other, Patience);
        Tables = [.. tier.Tables.Where(other.Holds)];
        LeftOut = [.. tier.Tables.Concat(other.Tables).Distinct().Except(Tables).Select(table => table.Name)];
    }

    public TierWorker Tier { get; }

    public TierWorker Other { get; }

    public ChangeJournal Journal { get; }

    public VerifyOptions Options { get; }

    public IProgress<VerifyProgress>? Progress { get; }

    public TimeProvider Time { get; }

    public Patience Patience { get; }

    public TierReader Reading { get; }

    public TierReader ReadingOther { get; }

    /// <summary>The tables that both hold.</summary>
    public IReadOnlyList<Table> Tables { get; }

    /// <summary>The names of those that only one of them holds.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    /// <summary>Throws when the other tier lacks records that it refused: it is not what its journal says.</summary>
    public void ThrowIfOtherIsIncomplete()
    {
        if (Other.Quarantine.Count is > 0 and var count)
        {
            throw new TierUnavailableException([new(Other.Name, $"is not complete, for it has {count} records in quarantine; retry or drop them first")]);
        }
    }
}
