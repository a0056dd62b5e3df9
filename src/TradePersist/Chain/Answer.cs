using TradePersist.Model;

namespace TradePersist.Chain;

/// <summary>Rows, and the tier they came from.</summary>
internal sealed record Answer(QueryResult Result, string Tier)
{
    public RowSet Rows => Result.Rows;

    public bool IsComplete => Result.IsComplete;

    public ResultList<T> Map<T>(Func<Row, T> map) => new([.. Rows.Select(map)], Tier, IsComplete, Result.Next);
}
