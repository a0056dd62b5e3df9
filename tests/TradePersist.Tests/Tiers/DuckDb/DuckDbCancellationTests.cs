using System.Diagnostics;
using NUnit.Framework;
using TradePersist.DuckDb;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.DuckDb;

internal sealed class DuckDbCancellationTests : DuckDbTestBase
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    [Test]
    public async Task ABatchThatIsCanceledOnItsWayLeavesNothingAndTheNextGoesThrough()
    {
        await OpenAsync();
        var rows = Kinds.Random(new Random(7), 60_000, column => [.. Edges.Of(column.Kind).Take(3)]);
        long? position = null;
        var canceled = 0;
        for (var milliseconds = 1; milliseconds < 200 && canceled < 8; milliseconds *= 2)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds));
            var batch = new TierBatch(Journal, position, (position ?? 0) + 1, [new TableBatch(Kinds.Table, [], rows)]);
            var started = Stopwatch.GetTimestamp();
            try
            {
                await Tier.ApplyAsync(batch, soon.Token);
                position = batch.Position;
            }
            catch (OperationCanceledException)
            {
                canceled++;
                Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(Moment));
            }

            Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.EqualTo(position));
            Assert.That((await Tier.QueryAsync(new Query(Kinds.Table) { Aggregates = [Aggregate.Count("n")] }, default)).Rows[0].Values[0].AsInt64(), Is.EqualTo(position is null ? 0 : 60_000));
        }

        Assert.That(canceled, Is.Positive);
        await ApplyAsync(Kinds.Row(1), position, (position ?? 0) + 1);
    }

    [Test]
    public async Task AQueryThatIsCanceledEndsAtOnceAndItsConnectionIsUsedAgain()
    {
        await OpenAsync();
        await ApplyAsync(Kinds.Random(new Random(7), 50_000), null, 1);
        for (var round = 0; round < 10; round++)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(round));
            var query = new Query(Kinds.Table) { Order = [new Ordering(Kinds.Json), new Ordering(Kinds.Blob)], Limit = Query.MaxLimit };
            try
            {
                await Tier.QueryAsync(query, soon.Token);
            }
            catch (OperationCanceledException)
            {
            }

            Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task AStatementEndsWheneverTheTokenAsksForIt([Values] bool isAskedBeforeItStarts)
    {
        using var connection = new BareConnection(DuckDbOptions.InMemory);
        using var asked = new CancellationTokenSource();
        var running = connection.Session.RunAsync(
            session =>
            {
                // Its interruption may come and go before the statement starts.
                asked.CancelAfter(isAskedBeforeItStarts ? TimeSpan.Zero : TimeSpan.FromMilliseconds(200));
                if (isAskedBeforeItStarts)
                {
                    SpinWait.SpinUntil(() => asked.IsCancellationRequested);
                }

                session.Execute("CREATE TABLE counted AS SELECT count(*) AS n FROM range(1000000000000)");
                return Task.FromResult(true);
            },
            asked.Token);
        await Assert.CatchAsync<OperationCanceledException>(() => running.WaitAsync(Moment));
        connection.Session.Execute("CREATE TABLE counted (n BIGINT)");
    }

    [Test]
    public async Task DisposingWaitsForWhatIsUnderWay()
    {
        await OpenAsync();
        await ApplyAsync(Kinds.Random(new Random(7), 5_000), null, 1);
        var reads = Enumerable.Range(0, 12).Select(_ => Task.Run(() => ReadAllAsync(Kinds.Table))).ToList();
        await reads[0];
        await Tier.DisposeAsync();
        foreach (var read in reads)
        {
            try
            {
                Assert.That(await read, Has.Count.EqualTo(5_000));
            }
            catch (ObjectDisposedException)
            {
                // It came too late.
            }
        }

        await using var again = NewTier();
        await again.OpenAsync([new KindsTable().Table], default);
    }
}
