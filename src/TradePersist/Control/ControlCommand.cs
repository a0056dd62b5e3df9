namespace TradePersist.Control;

/// <summary>The members of <see cref="IStoreControl"/>, by name.</summary>
internal enum ControlCommand
{
    Unknown,
    Health,
    Size,
    Quarantine,
    Retry,
    Drop,
    Verify,
    Resync,
}
