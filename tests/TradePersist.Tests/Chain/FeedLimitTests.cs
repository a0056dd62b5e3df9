using NUnit.Framework;
using TradePersist.Chain;

namespace TradePersist.Tests.Chain;

public class FeedLimitTests
{
    [Test]
    public async Task WhoeverWaitsIsWokenByEveryFurtherLimit()
    {
        var limit = new FeedLimit();
        limit.Set(5);
        Assert.That(limit.WhenAllowsAsync(5, default).IsCompleted, Is.True);
        var waiting = limit.WhenAllowsAsync(6, default);
        Assert.That(waiting.IsCompleted, Is.False);
        limit.Set(7);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        var again = limit.WhenAllowsAsync(8, default);
        limit.Lift();
        await again.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(limit.Lsn, Is.EqualTo(long.MaxValue));
    }
}
