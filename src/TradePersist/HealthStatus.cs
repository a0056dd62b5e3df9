namespace TradePersist;

/// <summary>How the whole chain is.</summary>
public enum HealthStatus
{
    /// <summary>The journal and every tier work.</summary>
    Healthy,

    /// <summary>Writes are acknowledged, but a tier is away, behind a resync, or holds quarantined records.</summary>
    Degraded,

    /// <summary>Writes are refused, or a required tier has stopped for good.</summary>
    Unhealthy,
}
