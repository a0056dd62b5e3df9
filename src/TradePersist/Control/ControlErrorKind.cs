namespace TradePersist.Control;

internal enum ControlErrorKind
{
    /// <summary>The store failed at it, or is being closed, or did not understand the request.</summary>
    Failed,

    /// <summary>The request names what there is not.</summary>
    Argument,

    /// <summary>A tier cannot answer.</summary>
    Unavailable,
}
