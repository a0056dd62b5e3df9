namespace TradePersist.Model;

/// <summary>
/// A kind of record, declared once in code beside its domain. Every tier derives from it what it needs: DDL,
/// statements, keys, JSON.
/// </summary>
public sealed class Table
{
    private readonly Dictionary<string, Column> _byName;

    /// <summary>Declares a table. The columns belong to it from then on.</summary>
    /// <param name="name">Lower-case name, at most 63 characters.</param>
    /// <param name="columns">All columns, at least one, with distinct names.</param>
    /// <param name="key">The one unique key: columns of this table that are not nullable.</param>
    /// <param name="partition">The columns of a unit that is replaced as a whole, part of the key; none when rows stand alone.</param>
    /// <param name="time">The column that says when a record happened; windows and retention go by it.</param>
    /// <param name="indexes">Further indexes, not unique; none on a decimal.</param>
    /// <param name="checks">Rules between columns, enforced at the door and in SQL where the engine can.</param>
    public Table(
        string name,
        IReadOnlyList<Column> columns,
        IReadOnlyList<Column> key,
        IReadOnlyList<Column>? partition = null,
        Column? time = null,
        IReadOnlyList<TableIndex>? indexes = null,
        IReadOnlyList<Check>? checks = null)
    {
        Column.ThrowIfNotIdentifier(name);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(key);
        Name = name;
        Columns = columns;
        Key = key;
        Partition = partition ?? [];
        Time = time;
        Indexes = indexes ?? [];
        Checks = checks ?? [];
        _byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            columns[i].Bind(i);
        }

        ThrowIfInconsistent();
    }

    /// <summary>The name, without any prefix that a tier's options give it.</summary>
    public string Name { get; }

    /// <summary>All columns, by ordinal.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The one unique key; empty for the result of a grouped query.</summary>
    public IReadOnlyList<Column> Key { get; }

    /// <summary>The columns of a unit that is replaced as a whole; may be empty.</summary>
    public IReadOnlyList<Column> Partition { get; }

    /// <summary>When a record happened; null when it has no time.</summary>
    public Column? Time { get; }

    /// <summary>Further indexes.</summary>
    public IReadOnlyList<TableIndex> Indexes { get; }

    /// <summary>Rules between columns.</summary>
    public IReadOnlyList<Check> Checks { get; }

    /// <summary>The column of that name, or null.</summary>
    public Column? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether the column belongs to this table.</summary>
    public bool Owns(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Ordinal >= 0 && column.Ordinal < Columns.Count && ReferenceEquals(Columns[column.Ordinal], column);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private void ThrowIfInconsistent()
    {
        var mentioned = Key.Concat(Partition).Concat(Indexes.SelectMany(index => index.Columns)).Concat(Time is null ? [] : [Time]);
        foreach (var column in mentioned)
        {
            if (!Owns(column))
            {
                throw new ArgumentException($"Column '{column}' does not belong to table '{Name}'.");
            }
        }

        if (Key.FirstOrDefault(column => column.Nullable) is { } nullable)
        {
            throw new ArgumentException($"Key column '{nullable}' of table '{Name}' must not be nullable.");
        }

        if (Partition.Except(Key).FirstOrDefault() is { } loose)
        {
            // Otherwise an upsert could move a row between partitions, and folding a replace would lose track of it.
            throw new ArgumentException($"Partition column '{loose}' of table '{Name}' must be part of the key.");
        }

        if (Indexes.SelectMany(index => index.Columns).FirstOrDefault(column => column.Kind == ColumnKind.Decimal) is { } money)
        {
            throw new ArgumentException($"Column '{money}' of table '{Name}' is a decimal and cannot be indexed.");
        }
    }
}
