namespace TradePersist.Model;

/// <summary>
/// An older system's table that stands under the name of one of ours. Its rows become ours; the table itself is kept under
/// another name.
/// </summary>
public interface IAdoption
{
    /// <summary>The table whose name the old one has.</summary>
    Table Table { get; }

    /// <summary>The name that the old one is kept under, without any prefix that a tier's options give it.</summary>
    string KeptAs { get; }

    /// <summary>The columns by which it is known, the first being its key, a whole number.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Further columns that are read where it has them.</summary>
    IReadOnlyList<string> OptionalColumns { get; }

    /// <summary>Begins with the first row.</summary>
    IAdoptionRun Begin();
}
