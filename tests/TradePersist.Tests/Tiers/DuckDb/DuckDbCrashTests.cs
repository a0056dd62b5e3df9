using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Model;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Tiers.DuckDb;

internal sealed class DuckDbCrashTests : DuckDbTestBase
{
    private const int Rounds = 12;

    [Test]
    public async Task RowsAndPositionAgreeWheneverTheProcessIsKilled()
    {
        var random = Seed.Random();
        long acknowledged = 0;
        for (var round = 0; round < Rounds; round++)
        {
            using var child = ChildProcess.Start<LedgerTask>(LedgerTask.Commit, DatabasePath);
            Assert.That(acknowledged = await child.ReadNumberAsync(), Is.GreaterThanOrEqualTo(acknowledged), "what was acknowledged is there");
            for (var commits = random.Next(1, 60); commits > 0; commits--)
            {
                acknowledged = await child.ReadNumberAsync();
            }

            acknowledged = await child.KillAsync(acknowledged);
            acknowledged = await CheckAsync(acknowledged);
        }

        async Task<long> CheckAsync(long least)
        {
            var ledger = new Ledger();
            await using var tier = new DuckDbTier(new DuckDbOptions { Path = DatabasePath });
            await tier.OpenAsync([ledger.Table], default);
            var position = await tier.ReadPositionAsync(Ledger.Journal, default) ?? 0;
            Assert.That(position, Is.GreaterThanOrEqualTo(least));
            var rows = (await tier.QueryAsync(new Query(ledger.Table) { Limit = Query.MaxLimit }, default)).Rows;
            Assert.That(rows.Select(ledger.Read), Is.EqualTo(Ledger.After(position)));
            return position;
        }
    }
}
