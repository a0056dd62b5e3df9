using TradePersist.Journal.Storage;

namespace TradePersist.Tiers;

/// <summary>Another owner has the folder of a file tier, in this process or another. It passes when that one is closed.</summary>
internal sealed class FilesInUseException(string directory, OwnerRecord? owner)
    : IOException($"The files in {directory} are in use by {OwnerRecord.Describe(owner)}.");
