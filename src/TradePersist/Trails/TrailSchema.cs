namespace TradePersist.Trails;

/// <summary>
/// Which columns a trail has, and where in the payload their values are. It is immutable; the <c>With</c> methods
/// return another one. Beside its columns, the table has <c>buyin_id</c>, <c>minute</c> and <c>created_at</c>.
/// </summary>
/// <remarks>
/// A column that is added later is NULL in the rows from before; one that is taken out stays in the store with its
/// values. A column that was stored keeps its kind: another kind needs another name.
/// </remarks>
public sealed class TrailSchema
{
    /// <summary>Creates a schema.</summary>
    /// <param name="groups">The groups, in order, at least one.</param>
    /// <exception cref="TrailSchemaException">Names every rule that the groups break.</exception>
    public TrailSchema(IReadOnlyList<TrailGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var problems = TrailSchemaRules.Problems(groups).ToList();
        if (problems.Count > 0)
        {
            throw new TrailSchemaException(problems);
        }

        Groups = [.. groups];
        Columns = [.. groups.SelectMany(group => group.Columns)];
        Table = new TrailTable(Columns);
        Sections = [.. groups.Select(group => new TrailSection(group))];
    }

    /// <summary>
    /// 144 columns in 8 groups: price movements (<c>pm</c>), those of Bitcoin (<c>btc</c>) and Ether (<c>eth</c>), order
    /// book (<c>ob</c>), transactions (<c>tx</c>), whales (<c>wh</c>), chart patterns (<c>pat</c>) and second prices (<c>sp</c>).
    /// </summary>
    public static TrailSchema Default { get; } = TrailSchemaCsv.ReadDefault();

    /// <summary>The groups, in order.</summary>
    public IReadOnlyList<TrailGroup> Groups { get; }

    /// <summary>The columns of all groups, in order.</summary>
    public IReadOnlyList<TrailColumn> Columns { get; }

    internal TrailTable Table { get; }

    internal IReadOnlyList<TrailSection> Sections { get; }

    /// <summary>
    /// Reads a schema from CSV, as <see cref="ToCsv"/> writes it: a header, then a line per column, the columns of a
    /// group one after the other. <c>group</c> is the prefix and <c>sql_kind</c> one of double, int, bool, text or
    /// text(20). <c>json_section</c> and <c>json_field</c> may name alternatives after a |. <c>shape</c> is minutes,
    /// object or series; when the file has no such column, it follows from the fields. <c>ordinal</c> is not read.
    /// </summary>
    /// <exception cref="TrailSchemaException">Names every line that cannot be read, or every rule that is broken.</exception>
    public static TrailSchema Parse(string csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        return TrailSchemaCsv.Read(csv);
    }

    /// <summary>The schema as CSV, from which <see cref="Parse"/> makes the same one.</summary>
    public string ToCsv() => TrailSchemaCsv.Write(this);

    /// <summary>With a group at the end; or, where there is one of its prefix, in place of that.</summary>
    /// <exception cref="TrailSchemaException">Names every rule that is broken.</exception>
    public TrailSchema WithGroup(TrailGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return new(Put(Groups, group, other => other.Prefix == group.Prefix));
    }

    /// <summary>Without the group of a prefix. Throws <see cref="ArgumentException"/> when there is none.</summary>
    public TrailSchema WithoutGroup(string prefix)
    {
        var group = Group(prefix);
        return new([.. Groups.Where(other => other != group)]);
    }

    /// <summary>With a column at the end of a group; or, where the group has one of its name, in place of that. Throws <see cref="ArgumentException"/> when there is no such group.</summary>
    /// <exception cref="TrailSchemaException">Names every rule that is broken.</exception>
    public TrailSchema WithColumn(string prefix, TrailColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        var group = Group(prefix);
        return WithGroup(group with { Columns = Put(group.Columns, column, other => other.Name == column.Name) });
    }

    /// <summary>Without a column. Throws <see cref="ArgumentException"/> when there is none of that name.</summary>
    public TrailSchema WithoutColumn(string name)
    {
        var group = Groups.FirstOrDefault(group => group.Columns.Any(column => column.Name == name))
            ?? throw new ArgumentException($"The trail schema has no column '{name}'.", nameof(name));
        return WithGroup(group with { Columns = [.. group.Columns.Where(column => column.Name != name)] });
    }

    private static List<T> Put<T>(IReadOnlyList<T> items, T item, Func<T, bool> isReplaced)
    {
        var all = items.ToList();
        var place = all.FindIndex(other => isReplaced(other));
        if (place < 0)
        {
            all.Add(item);
        }
        else
        {
            all[place] = item;
        }

        return all;
    }

    private TrailGroup Group(string prefix) =>
        Groups.FirstOrDefault(group => group.Prefix == prefix)
        ?? throw new ArgumentException($"The trail schema has no group '{prefix}', only {string.Join(", ", Groups.Select(group => group.Prefix))}.", nameof(prefix));
}
