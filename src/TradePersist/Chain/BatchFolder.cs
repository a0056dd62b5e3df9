using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Chain;

/// <summary>
/// Folds a stretch of changes into deletes, then upserts with each key at most once: engines disagree about the
/// same key twice in one statement. Applying the result once equals applying the changes one after the other.
/// </summary>
internal static class BatchFolder
{
    public static IReadOnlyList<TableBatch> Fold(IEnumerable<Change> changes)
    {
        var byTable = new Dictionary<Table, List<Operation>>();
        foreach (var operation in changes.SelectMany(change => change.Operations))
        {
            if (!byTable.TryGetValue(operation.Table, out var operations))
            {
                byTable.Add(operation.Table, operations = []);
            }

            operations.Add(operation);
        }

        return [.. byTable.Select(pair => new TableFold(pair.Key).Fold(pair.Value))];
    }
}
