using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TradePersist.Diagnostics;
using TradePersist.Journal;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>
/// Asks the tiers in registration order, each only when it is up and has this process's own writes; memory last.
/// Which tier answered is part of the answer, and no answer is never an empty one.
/// </summary>
internal sealed class ReadRouter(
    IReadOnlyList<TierWorker> workers,
    MemoryTier memory,
    ChangeJournal journal,
    TimeSpan defaultTimeout,
    TimeProvider time,
    ILogger logger)
{
    private readonly ConcurrentDictionary<Table, long> _lastWrites = new();
    private readonly long _lastLsnAtOpen = journal.LastLsn;

    /// <summary>Notes a write, which later reads of the table must see.</summary>
    public void Wrote(Change change, long lsn)
    {
        foreach (var operation in change.Operations)
        {
            _lastWrites.AddOrUpdate(operation.Table, static (_, lsn) => lsn, static (_, last, lsn) => Math.Max(last, lsn), lsn);
        }
    }

    /// <summary>Waits until memory has this process's own writes to a table, or the journal has failed and taken them back.</summary>
    public ValueTask WhenInMemoryAsync(Table table, CancellationToken cancellationToken) =>
        journal.WhenDeliveredAsync(_lastWrites.GetValueOrDefault(table), cancellationToken);

    public async Task<Answer> QueryAsync(Query query, ReadOptions? options, CancellationToken cancellationToken)
    {
        query.Validate();
        _ = query.After();
        options ??= new ReadOptions();
        var refusals = new List<KeyValuePair<string, string>>();
        Exception? last = null;
        foreach (var worker in Candidates(options))
        {
            Exception? failure = null;
            try
            {
                var refusal = await RefusalAsync(worker, query.Table, options, cancellationToken).ConfigureAwait(false);
                if (refusal is null)
                {
                    var result = await AskAsync(token => worker.Tier.QueryAsync(query, token), options, cancellationToken).ConfigureAwait(false);
                    return new Answer(result, worker.Name);
                }

                refusals.Add(new(worker.Name, refusal));
            }
            catch (Exception exception) when (!IsForCaller(exception, cancellationToken))
            {
                refusals.Add(new(worker.Name, exception.Message));
                last = failure = exception;
            }

            ChainLog.ReadFailed(logger, failure, worker.Name, refusals[^1].Value);
        }

        return IsWanted(MemoryTier.TierName, options) && await AskMemoryAsync(query, options, refusals, cancellationToken).ConfigureAwait(false) is { } answer
            ? answer
            : throw Unavailable(options, refusals, last);
    }

    /// <summary>Runs something on the one tier that is named, under the same conditions as a read.</summary>
    public async Task<T> AskOneAsync<T>(string tier, Func<ITier, CancellationToken, Task<T>> ask, ReadOptions options, CancellationToken cancellationToken)
    {
        var worker = workers.FirstOrDefault(worker => worker.Name == tier) ?? throw Unavailable(options with { Tier = tier }, [], null);
        return worker.Status.State is TierState.Up or TierState.NeedsResync or TierState.Resyncing
            ? await AskAsync(token => ask(worker.Tier, token), options, cancellationToken).ConfigureAwait(false)
            : throw Unavailable(options, [new(tier, worker.Status.Snapshot().Describe())], null);
    }

    private static bool IsWanted(string tier, ReadOptions options) => options.Tier is null || options.Tier == tier;

    // What is wrong with the question itself, or with the numbers in the answer, no other tier will answer better.
    private static bool IsForCaller(Exception exception, CancellationToken cancellationToken) =>
        exception is ArgumentException or DecimalOverflowException
        || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private static TierUnavailableException Unavailable(ReadOptions options, List<KeyValuePair<string, string>> refusals, Exception? last)
    {
        if (refusals.Count == 0)
        {
            refusals.Add(new(options.Tier ?? "none", "there is no such tier"));
        }

        return new TierUnavailableException(refusals, last);
    }

    // Rows that may be old can come from a tier that is down, perhaps only for writes, but not before one that is up.
    private IEnumerable<TierWorker> Candidates(ReadOptions options)
    {
        var wanted = workers.Where(worker => IsWanted(worker.Name, options));
        return options.AllowStale ? wanted.OrderBy(worker => worker.Status.State != TierState.Up) : wanted;
    }

    private async Task<string?> RefusalAsync(TierWorker worker, Table table, ReadOptions options, CancellationToken cancellationToken)
    {
        if (!worker.Holds(table))
        {
            return $"does not hold {table}";
        }

        var status = worker.Status.Snapshot();
        if (status.State != TierState.Up && !(options.AllowStale && status.State is TierState.Down or TierState.NeedsResync or TierState.Resyncing))
        {
            return status.Describe();
        }

        var wanted = options.AllowStale ? long.MinValue : LastWrite(table);
        return await worker.Status.WaitForAsync(wanted, options.Timeout ?? defaultTimeout, cancellationToken).ConfigureAwait(false)
            ? null
            : $"is at {worker.Status.Position} and has not reached {wanted}";
    }

    // What a failed journal could not keep was taken back, and no tier will ever have it.
    private long LastWrite(Table table)
    {
        var lsn = _lastWrites.GetValueOrDefault(table, _lastLsnAtOpen);
        return journal.IsPoisoned ? Math.Min(lsn, journal.DurableLsn) : lsn;
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, ReadOptions options, CancellationToken cancellationToken)
    {
        var timeout = options.Timeout ?? defaultTimeout;
        using var deadline = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var answer = ask(linked.Token);
        try
        {
            // Not every driver heeds its token: the caller goes on even when the tier hangs.
            return await answer.WaitAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            Abandoned.Observe(answer);
            throw new TimeoutException($"no answer within {timeout}", exception);
        }
        catch (OperationCanceledException)
        {
            Abandoned.Observe(answer);
            throw;
        }
    }

    private async Task<Answer?> AskMemoryAsync(Query query, ReadOptions options, List<KeyValuePair<string, string>> refusals, CancellationToken cancellationToken)
    {
        QueryResult result;
        try
        {
            result = await AskAsync(
                async token =>
                {
                    if (!options.AllowStale)
                    {
                        await WhenInMemoryAsync(query.Table, token).ConfigureAwait(false);
                    }

                    return await memory.QueryAsync(query, token).ConfigureAwait(false);
                },
                options,
                cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            refusals.Add(new(MemoryTier.TierName, "waits for the journal's disk"));
            return null;
        }

        if (result.IsComplete || (result.Rows.Count > 0 && !query.IsGrouped))
        {
            return new Answer(result, MemoryTier.TierName);
        }

        refusals.Add(new(MemoryTier.TierName, query.IsGrouped ? "holds only recent rows, which is not enough for a sum" : "holds none of these rows, and only recent ones"));
        return null;
    }
}
