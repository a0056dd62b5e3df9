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
    /// <param name="key">The one unique key: at least one column of this table, none nullable, none a decimal.</param>
    /// <param name="partition">The columns of a unit that is replaced as a whole, part of the key; none when rows stand alone.</param>
    /// <param name="time">The timestamp that says when a record happened; windows and retention go by it.</param>
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
        : this(name, columns, key, partition ?? [], indexes ?? [], checks ?? [], time)
    {
        if (key.Count == 0)
        {
            throw new ArgumentException($"Table '{name}' has no key.", nameof(key));
        }
    }

    private Table(
        string name,
        IReadOnlyList<Column> columns,
        IReadOnlyList<Column> key,
        IReadOnlyList<Column> partition,
        IReadOnlyList<TableIndex> indexes,
        IReadOnlyList<Check> checks,
        Column? time)
    {
        Column.ThrowIfNotIdentifier(name);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(key);
        Name = name;
        Columns = columns;
        Key = key;
        Partition = partition;
        Time = time;
        Indexes = indexes;
        Checks = checks;
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

    /// <summary>The columns of an answer, which has no key.</summary>
    internal static Table OfResult(IReadOnlyList<Column> columns) => new("result", columns, [], [], [], [], null);

    /// <summary>A table as a journal names it, which says nothing of its key: what is unique is unknown but for the partition's part in it.</summary>
    internal static Table OfRecords(string name, IReadOnlyList<Column> columns, IReadOnlyList<Column> partition) =>
        new(name, columns, partition, partition, [], [], null);

    private void ThrowIfInconsistent()
    {
        if (Columns.Count == 0)
        {
            throw new ArgumentException($"Table '{Name}' has no columns.");
        }

        IReadOnlyList<IReadOnlyList<Column>> lists = [Key, Partition, .. Indexes.Select(index => index.Columns)];
        var mentioned = lists.SelectMany(list => list)
            .Concat(Checks.SelectMany(check => check.Other is null ? [check.Column] : new[] { check.Column, check.Other }))
            .Concat(Time is null ? [] : [Time]);
        if (mentioned.FirstOrDefault(column => !Owns(column)) is { } foreign)
        {
            throw new ArgumentException($"Column '{foreign}' does not belong to table '{Name}'.");
        }

        if (lists.Any(list => list.Distinct().Count() != list.Count) || Indexes.Any(index => index.Columns.Count == 0))
        {
            throw new ArgumentException($"A key, partition or index of table '{Name}' names a column twice, or an index none.");
        }

        if (Time is { Kind: not ColumnKind.Timestamp })
        {
            throw new ArgumentException($"Column '{Time}' of table '{Name}' is not a timestamp.");
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

        if (lists.SelectMany(list => list).FirstOrDefault(column => column.Kind == ColumnKind.Decimal) is { } money)
        {
            throw new ArgumentException($"Column '{money}' of table '{Name}' is a decimal and cannot be indexed.");
        }
    }
}
