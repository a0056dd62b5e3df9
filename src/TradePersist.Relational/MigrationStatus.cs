namespace TradePersist.Relational;

/// <summary>How a store stands to one version of the schema.</summary>
/// <param name="Version">The version's number.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">How the store stands to it.</param>
/// <param name="Applied">What the store says of it; null when it is not applied.</param>
public sealed record MigrationStatus(int Version, string Name, MigrationState State, AppliedMigration? Applied)
{
    /// <summary>What is wrong with that, in words; null for nothing.</summary>
    public string? Problem => State switch
    {
        MigrationState.Unknown => FormattableString.Invariant($"{MigrationTable.Name}.version: is {Version}, must be at most {StoreSchema.History.Latest}, the newest that {Migrator.Library} knows"),
        MigrationState.Pending => FormattableString.Invariant($"{MigrationTable.Name}: version {Version} ({Name}) is not applied"),
        MigrationState.Drifted => FormattableString.Invariant($"{MigrationTable.Name}: version {Version} ({Name}) was applied by {Applied?.AppliedBy} as something else than {Migrator.Library} makes of it"),
        _ => null,
    };
}
