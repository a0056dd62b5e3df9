using TradePersist.Model;

namespace TradePersist.Relational;

/// <summary>An existing table against the model's: what is missing, what only a rebuild mends, and what nothing mends.</summary>
internal sealed class TableComparison
{
    private readonly SqlDialect _dialect;
    private readonly List<string> _problems = [];

    public TableComparison(SqlDialect dialect, Table table, IReadOnlyList<StoredColumn> stored)
    {
        (_dialect, Table, Stored) = (dialect, table, stored);
        Missing = [.. table.Columns.Where(column => Find(column) is null)];
        Extra = [.. stored.Where(column => !table.Columns.Any(known => IsNamed(column, known)))];
        NeedsRebuild = table.Columns.Any(NeedsRebuildFor) || Extra.Any(IsRequired) || !HasModelKey();
        FindProblems();
    }

    public Table Table { get; }

    /// <summary>The table's columns as they stand.</summary>
    public IReadOnlyList<StoredColumn> Stored { get; }

    /// <summary>The model's columns that the table lacks.</summary>
    public IReadOnlyList<Column> Missing { get; }

    /// <summary>The table's columns that the model does not know.</summary>
    public IReadOnlyList<StoredColumn> Extra { get; }

    /// <summary>Whether the table as it is would refuse the model's rows, and one made anew from its rows would not.</summary>
    public bool NeedsRebuild { get; }

    /// <summary>What would refuse or distort the model's rows, and is beyond mending without a loss.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Every way in which the table is not the model's, but for what does no harm: a column more that may be left out, NULL allowed where none comes.</summary>
    public IEnumerable<string> Differences =>
    [
        .. _problems,
        .. Table.Columns.Where(column => Find(column) is null && !Table.Key.Contains(column)).Select(column => $"{_dialect.Origin(Table, column)}: is missing, must be {_dialect.ColumnType(column)}"),
        .. Table.Columns.Where(column => Find(column) is { IsComputed: false } found && !_dialect.Accepts(column, found.Type) && _dialect.Widens(column, found.Type))
            .Select(column => $"{_dialect.Origin(Table, column)}: is {Find(column)!.Type}, must be {_dialect.ColumnType(column)}"),
        .. Table.Columns.Where(column => column.Nullable && Find(column) is { IsNullable: false }).Select(column => $"{_dialect.Origin(Table, column)}: is NOT NULL, must allow NULL"),
        .. Extra.Where(IsRequired).Select(column => $"{_dialect.StoredName(Table)}.{column.Name}: is NOT NULL and unknown to the model, must allow NULL"),
        .. HasModelKey() ? Array.Empty<string>() : [$"{_dialect.StoredName(Table)}: its key is ({string.Join(", ", StoredKey)}), must be ({string.Join(", ", Table.Key)})"],
    ];

    public StoredColumn? Find(Column column) => Stored.FirstOrDefault(candidate => IsNamed(candidate, column));

    public bool HasModelKey() => StoredKey.SequenceEqual(Table.Key.Select(column => column.Name), StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> StoredKey => Stored.Where(column => column.KeyPosition > 0).OrderBy(column => column.KeyPosition).Select(column => column.Name);

    private static bool IsRequired(StoredColumn column) => column is { IsNullable: false, Default: null, IsComputed: false };

    private static bool IsNamed(StoredColumn stored, Column column) => string.Equals(stored.Name, column.Name, StringComparison.OrdinalIgnoreCase);

    private bool NeedsRebuildFor(Column column) => Find(column) is { } found
        ? !_dialect.Accepts(column, found.Type) || (column.Nullable && !found.IsNullable)
        : !column.Nullable && !_dialect.CanAddRequiredColumns;

    private void FindProblems()
    {
        foreach (var column in Table.Columns)
        {
            if (Problem(column) is { } problem)
            {
                _problems.Add($"{_dialect.Origin(Table, column)}: {problem}");
            }
        }

        if (NeedsRebuild)
        {
            _problems.AddRange(Extra.Where(column => column.IsComputed)
                .Select(column => $"{_dialect.StoredName(Table)}.{column.Name}: is computed, must be a plain column for the table to be made anew"));
        }
    }

    private string? Problem(Column column)
    {
        if (Find(column) is not { } found)
        {
            return Table.Key.Contains(column) ? "is missing, must be part of the key" : null;
        }

        if (found.IsComputed)
        {
            return "is computed, must be writable";
        }

        return _dialect.Accepts(column, found.Type) || _dialect.Widens(column, found.Type)
            ? null
            : $"is {(found.Type.Length == 0 ? "untyped" : found.Type)}, must be {_dialect.ColumnType(column)}";
    }
}
