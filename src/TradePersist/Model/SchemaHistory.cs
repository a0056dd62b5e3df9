namespace TradePersist.Model;

/// <summary>The versions of a model. What one brought stays as it was when the model grows, for later ones name what came with them.</summary>
public sealed class SchemaHistory
{
    /// <summary>Puts versions in a row.</summary>
    /// <param name="versions">The versions, numbered from 1.</param>
    /// <exception cref="ArgumentException">The numbers are others, a table comes twice, or an addition cannot be made to a table that has rows.</exception>
    public SchemaHistory(IReadOnlyList<SchemaVersion> versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        Versions = versions;
        if (!versions.Select(version => version.Number).SequenceEqual(Enumerable.Range(1, versions.Count)))
        {
            throw new ArgumentException("Versions are numbered from 1, one after the other.", nameof(versions));
        }

        if (versions.SelectMany(version => version.Tables).GroupBy(table => table.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Table '{twice.Key}' comes twice.", nameof(versions));
        }

        foreach (var version in versions)
        {
            foreach (var addition in version.Additions)
            {
                ThrowIfUnfit(version, addition);
            }
        }
    }

    /// <summary>Every version, by number.</summary>
    public IReadOnlyList<SchemaVersion> Versions { get; }

    /// <summary>The newest one's number; 0 for none.</summary>
    public int Latest => Versions.Count;

    /// <summary>
    /// A table as a version knew it; null when it came later. A table may have other columns than the model's own of its
    /// name: those that no version names have always been there, as has a table that no version brought.
    /// </summary>
    public Table? At(Table table, int number)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (Versions.FirstOrDefault(version => version.Tables.Any(other => other.Name == table.Name))?.Number > number)
        {
            return null;
        }

        var later = Versions.Skip(number).SelectMany(version => version.Additions).Where(addition => addition.Table.Name == table.Name).ToList();
        return later.Count == 0 ? table : Without(table, later);
    }

    private static Table Without(Table table, IReadOnlyList<TableAddition> later)
    {
        var names = later.SelectMany(addition => addition.Columns).Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var indexes = later.SelectMany(addition => addition.Indexes).Select(Text).ToHashSet(StringComparer.Ordinal);
        var columns = table.Columns.Where(column => !names.Contains(column.Name))
            .ToDictionary(column => column.Name, column => column.Unbound(column.Name, column.Nullable), StringComparer.Ordinal);
        return new Table(
            table.Name,
            [.. table.Columns.Where(column => !names.Contains(column.Name)).Select(Copy)],
            [.. table.Key.Select(Copy)],
            [.. table.Partition.Select(Copy)],
            table.Time is { } time ? Copy(time) : null,
            [.. table.Indexes.Where(index => !indexes.Contains(Text(index))).Select(index => new TableIndex([.. index.Columns.Select(Copy)]))],
            [.. table.Checks.Select(check => check.Other is { } other
                ? Check.Columns(Copy(check.Column), check.Comparison, Copy(other))
                : Check.Against(Copy(check.Column), check.Comparison, check.Constant))]);

        Column Copy(Column column) => columns[column.Name];
    }

    private static string Text(TableIndex index) => string.Join(',', index.Columns);

    private void ThrowIfUnfit(SchemaVersion version, TableAddition addition)
    {
        var table = addition.Table;
        if (!Versions.Take(version.Number - 1).Any(earlier => earlier.Tables.Contains(table)))
        {
            throw new ArgumentException($"Version {version.Number} adds to '{table}', which no earlier version brought.");
        }

        var tied = table.Key.Concat(table.Checks.SelectMany(check => check.Other is { } other ? [check.Column, other] : new[] { check.Column }));
        if (addition.Columns.FirstOrDefault(column => !table.Owns(column) || !column.Nullable || tied.Contains(column)) is { } unfit)
        {
            throw new ArgumentException($"Version {version.Number} adds '{table}.{unfit}', which must be a nullable column of it, in no key and no check.");
        }

        if (addition.Indexes.Any(index => !table.Indexes.Contains(index)))
        {
            throw new ArgumentException($"Version {version.Number} adds an index to '{table}' that it does not have.");
        }

        var unknown = table.Indexes.Where(index => index.Columns.Intersect(addition.Columns).Any()).Except(addition.Indexes);
        if (unknown.Any(index => !Versions.Skip(version.Number).SelectMany(later => later.Additions).Any(later => later.Indexes.Contains(index))))
        {
            throw new ArgumentException($"Version {version.Number} adds a column of an index of '{table}' without the index.");
        }
    }
}
