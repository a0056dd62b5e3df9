using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Trades;

namespace TradePersist.Tests.Trades;

public abstract class TradeTestBase
{
    private protected ManualTimeProvider Time { get; private set; } = null!;

    private protected RowStore Rows { get; private set; } = null!;

    private protected TradeTracker Trades { get; private set; } = null!;

    [SetUp]
    public void SetUp()
    {
        Time = new ManualTimeProvider(Deal.Start);
        Rows = new RowStore();
        Trades = NewTracker();
    }

    private protected TradeTracker NewTracker() => new(Rows, Time);

    private protected int Stored(Table table) => Rows.Rows(table).Count;
}
