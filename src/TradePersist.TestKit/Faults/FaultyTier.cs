using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>A tier that does what another one does, but for the faults that a test asks for.</summary>
/// <param name="tier">The other tier. It is disposed of with this one.</param>
public sealed class FaultyTier(ITier tier) : ITier
{
    private readonly Guid _partsJournal = Guid.CreateVersion7();
    private long? _parts;

    /// <summary>Asked before each call, maybe by several threads at once: what goes wrong with it; null, as by default, for nothing.</summary>
    public Func<TierCall, TierFault?> OnCall { get; set; } = _ => null;

    /// <inheritdoc/>
    public Task OpenAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken) =>
        CallAsync(TierCall.Open, _ => tier.OpenAsync(tables, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<long?> ReadPositionAsync(Guid journalId, CancellationToken cancellationToken) =>
        AskAsync(TierCall.ReadPosition, () => tier.ReadPositionAsync(journalId, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task ApplyAsync(TierBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return CallAsync(
            TierCall.Apply,
            rows => rows is { } count ? ApplyPartAsync(batch, count, cancellationToken) : tier.ApplyAsync(batch, cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QueryResult> QueryAsync(Query query, CancellationToken cancellationToken) =>
        AskAsync(TierCall.Query, () => tier.QueryAsync(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<long> GetSizeAsync(CancellationToken cancellationToken) =>
        AskAsync(TierCall.GetSize, () => tier.GetSizeAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public FailureKind Classify(Exception exception) => exception is TierFaultException fault ? fault.Kind : tier.Classify(exception);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => tier.DisposeAsync();

    private async Task<T> AskAsync<T>(TierCall call, Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        T answer = default!;
        await CallAsync(call, async _ => answer = await ask().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private async Task CallAsync(TierCall call, Func<int?, Task> carryOut, CancellationToken cancellationToken)
    {
        var fault = OnCall(call);
        if (fault is not null)
        {
            await fault.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        await carryOut(fault?.Rows).ConfigureAwait(false);
        if (fault?.After is { } failure)
        {
            throw failure;
        }
    }

    // Under a journal of its own, so that the batch's position stays where it is.
    private async Task ApplyPartAsync(TierBatch batch, int rows, CancellationToken cancellationToken)
    {
        var next = (_parts ?? 0) + 1;
        await tier.ApplyAsync(new TierBatch(_partsJournal, _parts, next, [.. First(batch.Tables, rows)]), cancellationToken).ConfigureAwait(false);
        _parts = next;
    }

    private static IEnumerable<TableBatch> First(IReadOnlyList<TableBatch> tables, int rows)
    {
        foreach (var table in tables)
        {
            if (rows == 0)
            {
                yield break;
            }

            var taken = Math.Min(rows, table.Upserts.Count);
            yield return table with { Upserts = [.. table.Upserts.Take(taken)] };
            rows -= taken;
        }
    }
}
