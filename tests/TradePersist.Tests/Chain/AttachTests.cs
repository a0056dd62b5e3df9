using NUnit.Framework;
using TradePersist.Candles;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Chain;

public class AttachTests
{
    [Test]
    public async Task ATierWithoutAPositionIsFedFromTheFirstRecordWhileTheJournalHoldsIt()
    {
        using var folder = new TempFolder();
        var first = new StoreTier();
        await WriteAsync(folder, 0, 100, ("a", first, TierRole.Required));

        var second = new StoreTier();
        await using var tp = await OpenAsync(folder, ("a", first, TierRole.Required), ("b", second, TierRole.Mirror));
        await Until.TrueAsync(() => second.Rows(CandleTable.Table).Count == 100, "the new tier is fed");
        Assert.That(second.Rows(CandleTable.Table), Is.EquivalentTo(first.Rows(CandleTable.Table)));
    }

    [Test]
    public async Task ATierWithoutAPositionNeedsAResyncOnceTheJournalHasLetRecordsGo()
    {
        using var folder = new TempFolder();
        var first = new StoreTier();
        await WriteManyAsync(folder, 5_000, ("a", first, TierRole.Required));

        var second = new StoreTier();
        await using var tp = await OpenAsync(folder, ("b", second, TierRole.Mirror), ("a", first, TierRole.Required));
        await Until.TrueAsync(() => tp.Tier("b").State == TierState.NeedsResync, "the tier asks for a resync");
        Assert.That(tp.GetHealth().Journal.FirstLsn, Is.GreaterThan(1));
        Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That((await tp.Candles.LoadAsync("BTC", "1m", 10)).Tier, Is.EqualTo("a"), "reads pass it by");
        await tp.Candles.SaveAsync(Bars.One(9_999));
        await tp.DrainAsync(TimeSpan.FromSeconds(30));
        Assert.That(second.Rows(CandleTable.Table), Is.Empty, "a tier with a hole is not fed");
    }

    [Test]
    public async Task ATierOlderThanTheJournalKeepsNeedsAResync()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        var b = new StoreTier();
        await WriteAsync(folder, 0, 10, ("a", a, TierRole.Required), ("b", b, TierRole.Mirror));
        await WriteManyAsync(folder, 5_000, ("a", a, TierRole.Required));

        await using var tp = await OpenAsync(folder, ("a", a, TierRole.Required), ("b", b, TierRole.Mirror));
        await Until.TrueAsync(() => tp.Tier("b").State == TierState.NeedsResync, "the tier asks for a resync");
        Assert.That(tp.Tier("b").LastError, Does.Contain("10"));
    }

    [Test]
    public async Task ATierGoesOnFromTheLastRecordBeforeTheJournalsFirstAndNotFromTheOneBefore()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        await WriteManyAsync(folder, 5_000, ("a", a, TierRole.Required));
        var exact = new StoreTier();
        var late = new StoreTier();
        await using (var tp = await OpenAsync(folder, ("a", a, TierRole.Required)))
        {
            var journal = tp.GetHealth().Journal;
            Assert.That(journal.FirstLsn, Is.GreaterThan(2));
            exact.Positions[journal.Id] = journal.FirstLsn - 1;
            late.Positions[journal.Id] = journal.FirstLsn - 2;
        }

        await using var again = await OpenAsync(folder, ("a", a, TierRole.Required), ("b", exact, TierRole.Mirror), ("c", late, TierRole.Mirror));
        await Until.TrueAsync(() => again.Tier("b") is { State: TierState.Up, LagRecords: 0 }, "the tier goes on");
        await Until.TrueAsync(() => again.Tier("c").State == TierState.NeedsResync, "the tier with a hole asks for a resync");
    }

    [TestCase(FailureKind.Transient, true)]
    [TestCase(FailureKind.Transient, false)]
    [TestCase(FailureKind.Fatal, true)]
    public async Task TheJournalWaitsForATierThatFailsOrCannotBeReached(FailureKind kind, bool opens)
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        var b = new StoreTier();
        b.OnOpen = () => opens ? null : new TierFaultException(kind);
        b.BeforeApply = (batch, _) => batch.Position > 0 ? throw new TierFaultException(kind) : Task.CompletedTask;
        await using (var tp = await OpenAsync(folder, ("a", a, TierRole.Required), ("b", b, TierRole.Mirror)))
        {
            await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => tp.Candles.SaveAsync(Bars.One(i))));
            await Until.TrueAsync(() => tp.Tier("a").LagRecords == 0, "the other tier has everything");
            Assert.That(tp.Tier("b").State, Is.EqualTo(kind == FailureKind.Fatal ? TierState.Failed : TierState.Down));
        }

        b.OnOpen = () => null;
        b.BeforeApply = (_, _) => Task.CompletedTask;
        await using var again = await OpenAsync(folder, ("a", a, TierRole.Required), ("b", b, TierRole.Mirror));
        await Until.TrueAsync(() => b.Rows(CandleTable.Table).Count == 5_000, "every acknowledged record arrives");
    }

    [Test]
    public async Task TheJournalKeepsItsRecordsWhileNoTierCanTakeThem()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        await WriteManyAsync(folder, 5_000, ("a", a, TierRole.Required));

        long first;
        a.OnOpen = () => new TierFaultException(FailureKind.Transient, "away");
        await using (var second = await OpenAsync(folder, ("a", a, TierRole.Required)))
        {
            await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => second.Candles.SaveAsync(Bars.One(i))));
            first = second.GetHealth().Journal.FirstLsn;
        }

        await using var tp = await OpenAsync(folder, ("a", new StoreTier(), TierRole.Required));
        await Until.TrueAsync(() => tp.Tier("a").State == TierState.NeedsResync, "the only tier asks for a resync");
        Assert.That(tp.GetHealth().Journal.FirstLsn, Is.EqualTo(first), "nobody else has these records");
        Assert.That(tp.GetHealth().Status, Is.EqualTo(HealthStatus.Unhealthy));
    }

    [Test]
    public async Task AJournalRestoredFromAnOlderCopyGetsANewIdAndLosesNothingWrittenAfterwards()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        var away = new StoreTier();
        await WriteAsync(folder, 0, 10, ("a", a, TierRole.Required), ("b", away, TierRole.Required));
        Copy(folder["journal"], folder["backup"]);
        await WriteAsync(folder, 10, 20, ("a", a, TierRole.Required), ("b", away, TierRole.Required));
        Directory.Delete(folder["journal"], recursive: true);
        Directory.Move(folder["backup"], folder["journal"]);

        // Both tiers are at 20 and the journal is at 10. One of them is away until it has grown past 20 again.
        var former = a.Positions.Keys.Single();
        away.OnOpen = () => new TierFaultException(FailureKind.Transient, "away");
        await WriteAsync(folder, 20, 40, ("a", a, TierRole.Required), ("b", away, TierRole.Required));
        Assert.That(a.Positions, Has.Count.EqualTo(2), "the journal has a new id");
        Assert.That(a.Rows(CandleTable.Table), Has.Count.EqualTo(40));

        away.OnOpen = () => null;
        await using var tp = await OpenAsync(folder, ("a", a, TierRole.Required), ("b", away, TierRole.Required));
        await Until.TrueAsync(() => tp.Tier("b").LagRecords == 0, "the tier has caught up");
        Assert.That(tp.GetHealth().Journal.Id, Is.Not.EqualTo(former));
        Assert.That(away.Rows(CandleTable.Table), Is.EquivalentTo(a.Rows(CandleTable.Table)));
    }

    [Test]
    public async Task ATierThatIsAheadAndComesLateIsFedAgainFromWhereTheJournalWasOpened()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        await WriteAsync(folder, 0, 10, ("a", a, TierRole.Required));
        Copy(folder["journal"], folder["backup"]);
        await WriteAsync(folder, 10, 20, ("a", a, TierRole.Required));
        Directory.Delete(folder["journal"], recursive: true);
        Directory.Move(folder["backup"], folder["journal"]);

        var isAway = true;
        a.OnOpen = () => isAway ? new TierFaultException(FailureKind.Transient, "away") : null;
        await using var tp = await OpenAsync(folder, ("a", a, TierRole.Required));
        await tp.Candles.SaveAsync(Bars.One(20));
        isAway = false;
        await Until.TrueAsync(() => tp.Tier("a").LagRecords == 0, "the tier has caught up");
        Assert.That(a.Rows(CandleTable.Table), Has.Count.EqualTo(21));
    }

    [Test]
    public async Task ATierThatIsAheadAndStaysAwayForAWholeRunMissesNothing([Values(1, 20)] int runs)
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        var b = new StoreTier();
        await WriteAsync(folder, 0, 10, ("a", a, TierRole.Required), ("b", b, TierRole.Required));
        Copy(folder["journal"], folder["backup"]);
        await WriteAsync(folder, 10, 20, ("a", a, TierRole.Required));
        Directory.Delete(folder["journal"], recursive: true);
        Directory.Move(folder["backup"], folder["journal"]);

        // The tier is at 20 and the journal at 10; when the tier comes back the journal is far beyond 20.
        a.OnOpen = () => new TierFaultException(FailureKind.Transient, "away");
        for (var run = 0; run < runs; run++)
        {
            await WriteAsync(folder, 20 + (run * 15), 35 + (run * 15), ("b", b, TierRole.Required), ("a", a, TierRole.Required));
        }

        a.OnOpen = () => null;
        await using var tp = await OpenAsync(folder, ("a", a, TierRole.Required), ("b", b, TierRole.Required));
        await Until.TrueAsync(() => tp.Tier("a") is { State: TierState.Up, LagRecords: 0 }, "the tier has caught up");
        Assert.That(a.Rows(CandleTable.Table).Where(row => !b.Rows(CandleTable.Table).Contains(row)), Has.Exactly(10).Items, "what the journal lost");
        Assert.That(b.Rows(CandleTable.Table), Is.SubsetOf(a.Rows(CandleTable.Table)));
    }

    [Test]
    public async Task ATierKeepsItsPlaceOverRestartsAndIsNotFedTwice()
    {
        using var folder = new TempFolder();
        var a = new StoreTier();
        await WriteAsync(folder, 0, 10, ("a", a, TierRole.Required));
        var applied = a.Applied;
        await using var tp = await OpenAsync(folder, ("a", a, TierRole.Required));
        Assert.That(tp.Tier("a").Position, Is.EqualTo(10));
        Assert.That(a.Applied, Is.EqualTo(applied));
    }

    private static async Task WriteAsync(TempFolder folder, int from, int to, params (string Name, ITier Tier, TierRole Role)[] tiers)
    {
        await using var tp = await OpenAsync(folder, tiers);
        for (var i = from; i < to; i++)
        {
            await tp.Candles.SaveAsync(Bars.One(i));
        }

        Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);
    }

    private static async Task WriteManyAsync(TempFolder folder, int count, params (string Name, ITier Tier, TierRole Role)[] tiers)
    {
        await using var tp = await OpenAsync(folder, tiers);
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => tp.Candles.SaveAsync(Bars.One(i))));
        Assert.That(await tp.DrainAsync(TimeSpan.FromSeconds(30)), Is.True);
    }

    private static Task<TradePersistence> OpenAsync(TempFolder folder, params (string Name, ITier Tier, TierRole Role)[] tiers) =>
        ChainBench.OpenAsync(builder => builder.UseJournal(folder["journal"], journal => journal.SegmentBytes = 64 << 10), tiers);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
