namespace TradePersist;

/// <summary>What is guaranteed when a write returns.</summary>
public enum Acknowledgement
{
    /// <summary>Nothing but that the record is valid and in this process's memory. A crash of the process loses it.</summary>
    Memory,

    /// <summary>The record is with the operating system: it survives the process, not the machine.</summary>
    OsBuffered,

    /// <summary>The record is on the journal's disk: it survives a power cut. The default.</summary>
    Durable,

    /// <summary>The record is on the journal's disk and committed in every required tier. For disks that are short-lived.</summary>
    RequiredTiers,
}
