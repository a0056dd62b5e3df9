namespace TradePersist.Relational;

/// <summary>A store that is brought to the model, inside a transaction that is open already.</summary>
public interface ISchemaStore
{
    /// <summary>The columns of a table as it stands, in its own order; none when there is no such table.</summary>
    IReadOnlyList<StoredColumn> Columns(string table);

    /// <summary>What goes with a table when it is dropped: its indexes, but for those that a key or a constraint made, and its triggers.</summary>
    IReadOnlyList<StoredAttachment> Attachments(string table);

    /// <summary>The rows of a statement that selects texts.</summary>
    IReadOnlyList<IReadOnlyList<string?>> Read(string sql);

    /// <summary>Runs a statement that changes the store.</summary>
    void Execute(string sql);
}
