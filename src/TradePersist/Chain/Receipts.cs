namespace TradePersist.Chain;

/// <summary>The receipt of a write that had nothing to do.</summary>
internal static class Receipts
{
    public static readonly Receipt NoOp = new(0, Acknowledgement.Durable);
}
