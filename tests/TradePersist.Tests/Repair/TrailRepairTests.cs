using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tests.Trails;
using TradePersist.Tiers;
using TradePersist.Trails;

namespace TradePersist.Tests.Repair;

/// <summary>Repairs of trails: the rows of one entry go together or not at all.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TrailRepairTests : IAsyncDisposable
{
    private const int Trails = 40;
    private static readonly TrailTable Shape = TrailSchema.Default.Table;
    private static readonly Table Table = Shape.Table;

    private readonly LooseTier _a = new();
    private readonly LooseTier _b = new();

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Test]
    public async Task ATrailOfWhichTheTierRefusesOneRowIsLeftAsItIs()
    {
        await using var tp = await OutdatedAsync();
        _a.BeforeApply = (batch, _) => batch.Tables.SelectMany(table => table.Upserts).Any(row => IdOf(row) == 3 && row[Shape.Minute].AsInt64() == 7)
            ? throw new TierFaultException(FailureKind.Permanent, "not this minute")
            : Task.CompletedTask;
        var report = await tp.ResyncAsync("a", "b");
        Assert.That((report.Repaired, report.Unrepaired), Is.EqualTo(((Trails - 1) * Trail.MinuteCount, Trail.MinuteCount)));
        Assert.That(report.Tables.Single(table => table.Table == Table.Name).UnrepairedRows.Select(row => row.Reason).Distinct(), Is.EqualTo(new[] { "not this minute" }));
        Assert.That(Saves(), Has.All.Count.EqualTo(1));
        Assert.That(_a.Rows(Table).Where(row => IdOf(row) != 3), Is.EquivalentTo(_b.Rows(Table).Where(row => IdOf(row) != 3)));
        Assert.That(_a.Rows(Table).Count(row => IdOf(row) == 3), Is.EqualTo(Trail.MinuteCount));
        Assert.That(_a.Rows(Table).Where(row => IdOf(row) == 3), Has.None.Matches<Row>(row => _b.Rows(Table).Contains(row)));
    }

    [Test]
    public async Task ATrailOfWhichTheSourceHasARowTwiceIsLeftAsItIs()
    {
        await using var tp = await OutdatedAsync();
        _b.Edit(Table, rows => rows.Add(rows.First(row => IdOf(row) == 5)));
        var report = await tp.ResyncAsync("a", "b");
        Assert.That((report.Repaired, report.Unrepaired), Is.EqualTo(((Trails - 1) * Trail.MinuteCount, Trail.MinuteCount)));
        Assert.That(Saves(), Has.All.Count.EqualTo(1));
        Assert.That(_a.Rows(Table).Where(row => IdOf(row) == 5), Has.None.Matches<Row>(row => _b.Rows(Table).Contains(row)));
    }

    [Test]
    public async Task OneThatIsCancelledLeavesEveryTrailOfOneSave()
    {
        await using var tp = await OutdatedAsync();
        using var cancel = new CancellationTokenSource();
        _a.AfterCommit = _ => cancel.Cancel();
        await Assert.CatchAsync<OperationCanceledException>(() => tp.ResyncAsync("a", "b", cancellationToken: cancel.Token));
        var repaired = _a.Rows(Table).Intersect(_b.Rows(Table)).Count();
        Assert.That(repaired, Is.GreaterThan(0).And.LessThan(Trails * Trail.MinuteCount), "it was in the middle");
        Assert.That(Saves(), Has.All.Count.EqualTo(1));
    }

    private static long IdOf(Row row) => row[Shape.BuyinId].AsInt64();

    /// <summary>The times of the rows of each trail in the tier <c>a</c>.</summary>
    private IEnumerable<IReadOnlyList<Value>> Saves() => _a.Rows(Table).GroupBy(IdOf, (_, rows) => rows.Select(row => row[Shape.CreatedAt]).Distinct().ToList());

    /// <summary>The tier <c>b</c> has the second save of each trail, the tier <c>a</c> the first one.</summary>
    private async Task<TradePersistence> OutdatedAsync()
    {
        var tp = await RepairBench.OpenAsync(_a, _b);
        await SaveAsync(tp, 1);
        var former = _a.Rows(Table);
        await SaveAsync(tp, 2);
        _a.Edit(Table, rows =>
        {
            rows.Clear();
            rows.AddRange(former);
        });
        return tp;
    }

    private static async Task SaveAsync(TradePersistence tp, double price)
    {
        for (var id = 1; id <= Trails; id++)
        {
            await tp.Trails.SaveAsync(id, Payloads.Of(price));
        }

        await tp.DrainedAsync();
    }
}
