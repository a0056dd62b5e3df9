using Microsoft.Extensions.Logging;
using TradePersist.Chain;
using TradePersist.Diagnostics;
using TradePersist.Journal;
using TradePersist.Tiers;

namespace TradePersist.Repair;

/// <summary>Verifications and resyncs, one at a time: two that hold the same tiers would wait for each other.</summary>
internal sealed class Repairs(IReadOnlyList<TierWorker> workers, ChangeJournal journal, JournalSchema schema, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stop = new();

    public Task<VerifyReport> VerifyAsync(string tier, string against, VerifyOptions? options, IProgress<VerifyProgress>? progress, CancellationToken cancellationToken) =>
        InTurnAsync(PairOf(tier, against, nameof(against), options, progress), VerifyAsync, cancellationToken);

    public Task<ResyncReport> ResyncAsync(string tier, string from, VerifyOptions? options, IProgress<VerifyProgress>? progress, CancellationToken cancellationToken) =>
        InTurnAsync(PairOf(tier, from, nameof(from), options, progress), ResyncAsync, cancellationToken);

    /// <summary>Ends what is under way, and refuses what comes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<VerifyReport> VerifyAsync(TierPair pair, CancellationToken cancellationToken)
    {
        var state = await StateAsync(pair, pair.Tier, cancellationToken).ConfigureAwait(false);
        var otherState = await StateAsync(pair, pair.Other, cancellationToken).ConfigureAwait(false);
        var settles = state == TierState.Up && otherState == TierState.Up;
        var tables = new List<TableComparison>();
        foreach (var table in pair.Tables)
        {
            tables.Add(await new TableVerifier(pair, table, settles).RunAsync(cancellationToken).ConfigureAwait(false));
        }

        var report = new VerifyReport(pair.Tier.Name, pair.Other.Name, settles, tables, pair.LeftOut);
        if (report.IsClean)
        {
            ChainLog.TiersAgree(logger, pair.Tier.Name, pair.Other.Name, tables.Sum(table => table.Whole.Rows));
        }
        else
        {
            ChainLog.TiersDiffer(logger, pair.Tier.Name, pair.Other.Name, report.Differences);
        }

        return report;
    }

    private async Task<ResyncReport> ResyncAsync(TierPair pair, CancellationToken cancellationToken)
    {
        var state = await StateAsync(pair, pair.Tier, cancellationToken).ConfigureAwait(false);
        if (await StateAsync(pair, pair.Other, cancellationToken).ConfigureAwait(false) != TierState.Up)
        {
            throw pair.Other.Unavailable();
        }

        pair.ThrowIfOtherIsIncomplete();
        pair.Tier.ResyncFrom = pair.Other.Name;
        ChainLog.ResyncStarts(logger, pair.Tier.Name, pair.Other.Name);
        try
        {
            var report = state == TierState.Up
                ? await MendAsync(pair, cancellationToken).ConfigureAwait(false)
                : await RebuildAsync(pair, cancellationToken).ConfigureAwait(false);
            ChainLog.Resynced(logger, pair.Tier.Name, pair.Other.Name, report.Repaired, report.Unrepaired);
            return report;
        }
        catch (Exception exception)
        {
            ChainLog.NotResynced(logger, exception, pair.Tier.Name, pair.Other.Name);
            throw;
        }
        finally
        {
            pair.Tier.ResyncFrom = null;
        }
    }

    private static async Task<ResyncReport> MendAsync(TierPair pair, CancellationToken cancellationToken)
    {
        var tables = new List<TableRepair>();
        foreach (var table in pair.Tables)
        {
            tables.Add(await new TableMender(pair, table).RunAsync(cancellationToken).ConfigureAwait(false));
        }

        return new ResyncReport(pair.Tier.Name, pair.Other.Name, IsRebuild: false, tables, pair.LeftOut);
    }

    private async Task<ResyncReport> RebuildAsync(TierPair pair, CancellationToken cancellationToken)
    {
        var rebuild = new TierRebuild(pair, schema);
        var tables = await rebuild.RunAsync(cancellationToken).ConfigureAwait(false);
        return new ResyncReport(pair.Tier.Name, pair.Other.Name, IsRebuild: true, tables, pair.LeftOut) { QuarantineDropped = rebuild.QuarantineDropped };
    }

    /// <summary>Up, or in need of a resync. A tier that is not there yet is waited for.</summary>
    private static async Task<TierState> StateAsync(TierPair pair, TierWorker worker, CancellationToken cancellationToken)
    {
        await pair.Patience.ForAsync(worker, worker.Status.WhenUpAsync, cancellationToken).ConfigureAwait(false);
        var state = worker.Status.State;
        return state is TierState.Up or TierState.NeedsResync ? state : throw worker.Unavailable();
    }

    private async Task<T> InTurnAsync<T>(TierPair pair, Func<TierPair, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        try
        {
            await _turn.WaitAsync(linked.Token).ConfigureAwait(false);
            try
            {
                return await work(pair, linked.Token).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException($"{nameof(TradePersistence)} was stopped.", exception);
        }
        catch (OperationCanceledException exception)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }

    private TierPair PairOf(string tier, string other, string otherParameter, VerifyOptions? options, IProgress<VerifyProgress>? progress)
    {
        options ??= new VerifyOptions();
        options.Validate();
        return tier == other
            ? throw new ArgumentException($"Tier '{tier}' cannot be compared with itself.", otherParameter)
            : new TierPair(WorkerOf(tier, nameof(tier)), WorkerOf(other, otherParameter), journal, options, progress, time);
    }

    private TierWorker WorkerOf(string name, string parameter) =>
        workers.FirstOrDefault(worker => worker.Name == name) ?? throw new ArgumentException($"There is no tier '{name}'.", parameter);
}
