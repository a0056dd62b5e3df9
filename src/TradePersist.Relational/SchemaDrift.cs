using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>Compares tables as they stand with the model's; changes nothing.</summary>
internal static class SchemaDrift
{
    public static async Task<IReadOnlyList<string>> FindAsync(SqlDialect dialect, IEnumerable<Table> tables, ISchemaStore store, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var table in tables)
        {
            var name = dialect.StoredName(table);
            var columns = await store.ReadColumnsAsync(name, cancellationToken).ConfigureAwait(false);
            if (columns.Count == 0)
            {
                found.Add($"{name}: is missing");
                continue;
            }

            found.AddRange(new TableComparison(dialect, table, columns).Differences);
            if (dialect.UsesIndexes && table.Indexes.Count > 0)
            {
                var there = (await store.ReadAttachmentsAsync(name, cancellationToken).ConfigureAwait(false)).Select(attachment => attachment.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
                found.AddRange(table.Indexes.Select(index => SchemaSql.IndexName(dialect, table, index)).Where(index => !there.Contains(index)).Select(index => $"{name}: lacks the index {index}"));
            }
        }

        return found;
    }
}
