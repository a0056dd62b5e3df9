using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>Finds what in an existing table would refuse or distort the model's rows.</summary>
internal static class SchemaComparison
{
    public static StoredColumn? Find(IReadOnlyList<StoredColumn> stored, Column column) =>
        stored.FirstOrDefault(candidate => IsNamed(candidate, column));

    public static IEnumerable<string> Problems(SqlDialect dialect, Table table, IReadOnlyList<StoredColumn> stored)
    {
        foreach (var column in table.Columns)
        {
            if (Find(stored, column) is { } found && Problem(dialect, column, found) is { } problem)
            {
                yield return $"{dialect.Origin(table, column)}: {problem}";
            }
        }

        var key = stored.Where(column => column.KeyPosition > 0).OrderBy(column => column.KeyPosition).Select(column => column.Name).ToList();
        if (!key.SequenceEqual(table.Key.Select(column => column.Name), StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{dialect.StoredName(table)}: primary key is ({string.Join(", ", key)}), must be ({string.Join(", ", table.Key)})";
        }

        foreach (var extra in stored.Where(column => !table.Columns.Any(known => IsNamed(column, known))))
        {
            if (extra is { IsNullable: false, HasDefault: false, IsComputed: false })
            {
                yield return $"{dialect.StoredName(table)}.{extra.Name}: is a required column that the model does not know, must allow NULL or have a default";
            }
        }
    }

    private static string? Problem(SqlDialect dialect, Column column, StoredColumn stored)
    {
        if (stored.IsComputed)
        {
            return "is computed, must be writable";
        }

        if (!dialect.Accepts(column, stored.Type))
        {
            return $"is {(stored.Type.Length == 0 ? "untyped" : stored.Type)}, must be {dialect.ColumnType(column)}";
        }

        return column.Nullable && !stored.IsNullable ? "is NOT NULL, must allow NULL" : null;
    }

    private static bool IsNamed(StoredColumn stored, Column column) =>
        string.Equals(stored.Name, column.Name, StringComparison.OrdinalIgnoreCase);
}
