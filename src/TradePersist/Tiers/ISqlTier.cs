namespace TradePersist.Tiers;

/// <summary>A tier that answers SQL of its own dialect, on a read-only transaction.</summary>
public interface ISqlTier : ITier
{
    /// <summary>Runs a query and maps each row to <typeparamref name="T"/> by column name.</summary>
    /// <param name="sql">A statement that reads. Values belong into <paramref name="parameters"/>.</param>
    /// <param name="parameters">An object whose members are the statement's parameters; null for none.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    Task<IReadOnlyList<T>> QuerySqlAsync<T>(string sql, object? parameters, CancellationToken cancellationToken);
}
