namespace TradePersist.Relational;

/// <summary>What a tier does about its schema when it opens.</summary>
public enum MigrationMode
{
    /// <summary>Applies the versions that are missing, and makes missing tables, columns and indexes. Rows are kept.</summary>
    Apply,

    /// <summary>Changes nothing, and refuses a schema that is not the model's, naming every difference.</summary>
    Validate,

    /// <summary>Neither looks nor touches: what does not fit shows when a statement fails.</summary>
    Off,
}
