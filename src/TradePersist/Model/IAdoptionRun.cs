namespace TradePersist.Model;

/// <summary>The rows of an old table on their way, in the order of its key. The same rows always become the same.</summary>
public interface IAdoptionRun
{
    /// <summary>What becomes of a row. Throws <see cref="RecordValidationException"/> naming every value that cannot be ours.</summary>
    /// <param name="row">The texts of <see cref="IAdoption.Columns"/>, then those of <see cref="IAdoption.OptionalColumns"/>; null for NULL, and for a column that is not there.</param>
    RowSet Convert(IReadOnlyList<string?> row);

    /// <summary>What the rows add up to, after the last of them.</summary>
    IReadOnlyList<RowSet> Finish();
}
