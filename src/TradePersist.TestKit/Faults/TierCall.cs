namespace TradePersist.TestKit;

/// <summary>Which member of a tier was called.</summary>
public enum TierCall
{
    /// <summary><see cref="Tiers.ITier.OpenAsync"/>.</summary>
    Open,

    /// <summary><see cref="Tiers.ITier.ReadPositionAsync"/>.</summary>
    ReadPosition,

    /// <summary><see cref="Tiers.ITier.ApplyAsync"/>.</summary>
    Apply,

    /// <summary><see cref="Tiers.ITier.QueryAsync"/>.</summary>
    Query,

    /// <summary><see cref="Tiers.ITier.GetSizeAsync"/>.</summary>
    GetSize,
}
