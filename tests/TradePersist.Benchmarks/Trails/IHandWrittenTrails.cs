namespace TradePersist.Benchmarks.Trails;

/// <summary>Replaces trails by hand-written code, a batch in one transaction with the position.</summary>
internal interface IHandWrittenTrails : IDisposable
{
    void Replace(IReadOnlyList<long> ids, IReadOnlyList<object?[]> rows);
}
