using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>Sums the chain's state up.</summary>
internal static class HealthReporter
{
    public static HealthReport Report(TierChain chain, Acknowledgement acknowledgement, bool isPersistent)
    {
        var journal = chain.Journal;
        var last = journal.LastLsn;
        var health = new JournalHealth(
            journal.Id,
            isPersistent,
            acknowledgement,
            journal.FirstLsn,
            last,
            journal.SizeBytes,
            journal.LastSyncDuration,
            journal.LastError?.Message);
        IReadOnlyList<TierHealth> tiers = [.. chain.Workers.Select(worker => Report(worker, last))];
        return new HealthReport(Sum(journal.IsPoisoned || journal.IsFull, tiers), health, tiers);
    }

    private static TierHealth Report(TierWorker worker, long last)
    {
        var status = worker.Status.Snapshot();
        return new TierHealth(
            worker.Name,
            worker.Role,
            status.State,
            status.Position,
            Math.Max(last - Math.Max(status.Position, 0), 0),
            worker.Quarantine.Count,
            status.Retries,
            status.LastError,
            status.LastProgress,
            worker.ResyncFrom);
    }

    private static HealthStatus Sum(bool isRefusing, IReadOnlyList<TierHealth> tiers)
    {
        if (isRefusing || tiers.Any(tier => tier is { Role: TierRole.Required, State: TierState.Failed or TierState.NeedsResync or TierState.Stopped }))
        {
            return HealthStatus.Unhealthy;
        }

        return tiers.All(tier => tier is { State: TierState.Up, Quarantined: 0 }) ? HealthStatus.Healthy : HealthStatus.Degraded;
    }
}
