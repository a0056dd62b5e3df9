using System.Runtime.CompilerServices;
using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>Reads answers longer than one page. Cursors hold values of the order, so a page may come from another tier than the one before.</summary>
internal static class RecordReader
{
    /// <summary>All pages, or as many as hold <paramref name="most"/> rows.</summary>
    public static async Task<ResultList<T>> ReadAllAsync<T>(
        this IRecordStore store,
        Func<string?, int, Query> page,
        Func<Row, T> map,
        ReadOptions? options,
        CancellationToken cancellationToken,
        int most = int.MaxValue)
    {
        var items = new List<T>();
        var tiers = new TierNames();
        string? cursor = null;
        do
        {
            var answer = await store.QueryAsync(page(cursor, Math.Min(most - items.Count, Query.MaxLimit)), options, cancellationToken).ConfigureAwait(false);
            items.AddRange(answer.Rows.Select(map));
            tiers.Add(answer.Tier, answer.IsComplete);
            cursor = answer.Result.Next;
        }
        while (cursor is not null && items.Count < most);

        return new ResultList<T>(items, tiers.ToString(), tiers.IsComplete);
    }

    /// <summary>Row by row. Throws <see cref="TierUnavailableException"/> at a page whose tier knows only a part.</summary>
    public static async IAsyncEnumerable<T> StreamAsync<T>(
        this IRecordStore store,
        Func<string?, int, Query> page,
        Func<Row, T> map,
        int pageSize,
        ReadOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var answer = await store.QueryAsync(page(cursor, pageSize), options, cancellationToken).ConfigureAwait(false);
            if (!answer.IsComplete)
            {
                throw new TierUnavailableException([new(answer.Tier, "knows only a part of what was asked for")]);
            }

            foreach (var row in answer.Rows)
            {
                yield return map(row);
            }

            cursor = answer.Result.Next;
        }
        while (cursor is not null);
    }
}
