using TradePersist.Journal.Storage;

namespace TradePersist.Journal;

/// <summary>Another owner has the journal's directory open, in this process or another.</summary>
public sealed class JournalInUseException : JournalException
{
    internal JournalInUseException(string directory, OwnerRecord? owner)
        : base($"The journal in {directory} is in use by {OwnerRecord.Describe(owner)}.")
    {
        OwnerProcessId = owner?.ProcessId;
        OwnerStarted = owner?.Started;
        OwnerMachine = owner?.Machine;
    }

    /// <summary>Process id of the owner; null when it left no readable record.</summary>
    public int? OwnerProcessId { get; }

    /// <summary>When the owning process was started, UTC; null when it left no readable record.</summary>
    public DateTimeOffset? OwnerStarted { get; }

    /// <summary>Machine name of the owner; null when it left no readable record.</summary>
    public string? OwnerMachine { get; }
}
