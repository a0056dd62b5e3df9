using TradePersist.Repair;

namespace TradePersist.Control;

/// <summary>What an operator asks.</summary>
/// <param name="Command">Which member of <see cref="IStoreControl"/>.</param>
internal sealed record ControlRequest(ControlCommand Command)
{
    /// <summary>The version of the protocol that the operator speaks.</summary>
    public int Version { get; init; } = ControlProtocol.Version;

    public string Tier { get; init; } = "";

    /// <summary>The tier to verify against, or to resync from.</summary>
    public string Other { get; init; } = "";

    public long Lsn { get; init; }

    public VerifyOptions? Options { get; init; }
}
