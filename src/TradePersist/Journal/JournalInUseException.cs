using System.Globalization;

namespace TradePersist.Journal;

/// <summary>Another owner has the journal's directory open, in this process or another.</summary>
public sealed class JournalInUseException : JournalException
{
    internal JournalInUseException(string directory, int? ownerProcessId, DateTimeOffset? ownerStarted, string? ownerMachine)
        : base(Describe(directory, ownerProcessId, ownerStarted, ownerMachine))
    {
        OwnerProcessId = ownerProcessId;
        OwnerStarted = ownerStarted;
        OwnerMachine = ownerMachine;
    }

    /// <summary>Process id of the owner; null when it left no readable record.</summary>
    public int? OwnerProcessId { get; }

    /// <summary>When the owning process was started, UTC; null when it left no readable record.</summary>
    public DateTimeOffset? OwnerStarted { get; }

    /// <summary>Machine name of the owner; null when it left no readable record.</summary>
    public string? OwnerMachine { get; }

    private static string Describe(string directory, int? processId, DateTimeOffset? started, string? machine) =>
        processId is null
            ? $"The journal in {directory} is in use by another owner, which left no record of itself."
            : string.Create(CultureInfo.InvariantCulture, $"The journal in {directory} is in use by process {processId} on {machine}, started {started:yyyy-MM-dd HH:mm:ss}Z.");
}
