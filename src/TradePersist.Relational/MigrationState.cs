namespace TradePersist.Relational;

/// <summary>How a store stands to one version of the schema.</summary>
public enum MigrationState
{
    /// <summary>It is applied.</summary>
    Applied,

    /// <summary>It is not applied.</summary>
    Pending,

    /// <summary>It is applied, but as something else than this library renders.</summary>
    Drifted,

    /// <summary>It is applied, and this library does not know it: the store is of a newer one.</summary>
    Unknown,
}
