using TradePersist.Tiers;

namespace TradePersist.Relational;

/// <summary>A SQL tier whose schema can be looked at and changed while it is not open.</summary>
public interface IMigratableTier : ISqlTier
{
    /// <summary>The engine's dialect with the tier's settings, for a database that has no tables yet.</summary>
    SqlDialect Dialect { get; }

    /// <summary>Connects, and runs work in one transaction and under the lock that starts take; neither the schema nor the tier's <see cref="MigrationMode"/> is looked at.</summary>
    /// <param name="work">The work, as a <see cref="Migrator"/> of that dialect does it. When it throws, everything is as before, where the engine can take DDL back.</param>
    /// <param name="mayCreate">Whether a database that is not there is made; else that fails.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<T> InSchemaAsync<T>(Func<SqlDialect, ISchemaStore, Task<T>> work, bool mayCreate, CancellationToken cancellationToken);
}
