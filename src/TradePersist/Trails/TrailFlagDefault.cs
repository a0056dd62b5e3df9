namespace TradePersist.Trails;

/// <summary>What becomes of a truth value that an <see cref="TrailShape.Object"/> section leaves out.</summary>
public enum TrailFlagDefault
{
    /// <summary>NULL: it is not known.</summary>
    Unknown,

    /// <summary>False, also when the whole section is left out; for bots that rely on missing flags reading as "no".</summary>
    False,
}
