namespace TradePersist.Model;

/// <summary>A step of the model.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Name">Its name: lower-case letters, digits and underscores.</param>
/// <param name="Tables">The tables that came with it, as they are now.</param>
public sealed record SchemaVersion(int Number, string Name, IReadOnlyList<Table> Tables)
{
    /// <summary>What it brought to tables of earlier versions; nothing by default.</summary>
    public IReadOnlyList<TableAddition> Additions { get; init; } = [];

    /// <summary>An older system's table whose rows it takes over; null for none.</summary>
    public IAdoption? Adoption { get; init; }
}
