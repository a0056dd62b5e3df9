namespace TradePersist.Relational;

/// <summary>A store that is brought to the model, inside a transaction that is open already.</summary>
public interface ISchemaStore
{
    /// <summary>The columns of a table as it stands, in its own order; none when there is no such table.</summary>
    Task<IReadOnlyList<StoredColumn>> ReadColumnsAsync(string table, CancellationToken cancellationToken);

    /// <summary>What goes with a table when it is dropped: its indexes, but for those that a key or a constraint made, and its triggers.</summary>
    Task<IReadOnlyList<StoredAttachment>> ReadAttachmentsAsync(string table, CancellationToken cancellationToken);

    /// <summary>The rows of a statement that selects texts.</summary>
    Task<IReadOnlyList<IReadOnlyList<string?>>> ReadAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Runs a statement that changes the store.</summary>
    Task ExecuteAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Runs a statement that changes the store, with its values.</summary>
    Task ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken);
}
