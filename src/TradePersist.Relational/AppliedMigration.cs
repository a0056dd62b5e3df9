namespace TradePersist.Relational;

/// <summary>A version as a store has recorded it in <c>tp_migration</c>.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Checksum">Its checksum.</param>
/// <param name="AppliedAt">When it was applied, by the store's clock.</param>
/// <param name="AppliedBy">By what: <c>TradePersist</c> and its version, or <c>script</c>.</param>
public sealed record AppliedMigration(int Version, string Name, string Checksum, DateTimeOffset AppliedAt, string AppliedBy);
