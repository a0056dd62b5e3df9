namespace TradePersist.Repair;

/// <summary>How far a verification or a resync has come.</summary>
/// <param name="Table">The table it is at.</param>
/// <param name="Keys">How many keys of it have been compared.</param>
public readonly record struct VerifyProgress(string Table, long Keys);
