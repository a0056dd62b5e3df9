using NUnit.Framework;
using TradePersist.Model;
using TradePersist.TestKit;
using TradePersist.Tiers;

namespace TradePersist.Providers.Tests.Toy;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FaultyTierTests : IAsyncDisposable
{
    private static readonly Column Id = Column.Int64("id");
    private static readonly Table Things = new("things", [Id], [Id]);
    private static readonly Guid Journal = Guid.CreateVersion7();

    private readonly FaultyTier _tier = new(new ToyTier(new ToyStore()));

    [SetUp]
    public Task OpenTier() => _tier.OpenAsync([Things], default);

    public ValueTask DisposeAsync() => _tier.DisposeAsync();

    [Test]
    public async Task AFailureIsOfTheKindThatWasAskedForAndChangesNothing([Values] FailureKind kind)
    {
        _tier.OnCall = _ => TierFault.Fail(kind);
        Func<Task>[] calls =
        [
            ApplyAsync,
            () => _tier.OpenAsync([Things], default),
            () => _tier.ReadPositionAsync(Journal, default),
            () => _tier.QueryAsync(new Query(Things), default),
            () => _tier.GetSizeAsync(default),
        ];
        foreach (var call in calls)
        {
            var error = (await Assert.CatchAsync<TierFaultException>(call))!;
            Assert.That(_tier.Classify(error), Is.EqualTo(kind));
        }

        await ExpectAsync(null, 0);
    }

    [Test]
    public async Task ALostAcknowledgementIsOfABatchThatIsThere()
    {
        _tier.OnCall = _ => TierFault.LoseAcknowledgement();
        Assert.That(ApplyAsync, Throws.TypeOf<TierFaultException>());
        await ExpectAsync(1, 3);
    }

    [Test]
    public async Task APartIsThereWithoutItsPosition()
    {
        _tier.OnCall = _ => TierFault.ApplyPartly(2);
        Assert.That(ApplyAsync, Throws.TypeOf<TierFaultException>());
        Assert.That(ApplyAsync, Throws.TypeOf<TierFaultException>(), "and again");
        await ExpectAsync(null, 2);
        await ApplyAsync();
        await ExpectAsync(1, 3);
    }

    [Test]
    public async Task AHangEndsWhenItIsReleasedOrCanceled()
    {
        var released = new TaskCompletionSource();
        _tier.OnCall = _ => TierFault.Hang(released.Task);
        using var canceled = new CancellationTokenSource();
        var impatient = _tier.QueryAsync(new Query(Things), canceled.Token);
        var patient = ApplyAsync();
        await canceled.CancelAsync();
        Assert.That(() => impatient, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(patient.IsCompleted, Is.False);
        released.SetResult();
        await patient;
        await ExpectAsync(1, 3);
    }

    [Test]
    public void WhatItDidNotThrowTheOtherTierClassifies() =>
        Assert.That(_tier.Classify(new InvalidOperationException()), Is.EqualTo(FailureKind.Permanent));

    private Task ApplyAsync()
    {
        var rows = new RowSet(Things);
        for (var id = 1L; id <= 3; id++)
        {
            rows.Add()[0] = Value.Of(id);
        }

        return _tier.ApplyAsync(new TierBatch(Journal, null, 1, [new TableBatch(Things, [], rows)]), default);
    }

    private async Task ExpectAsync(long? position, int rows)
    {
        _tier.OnCall = _ => null;
        Assert.That(await _tier.ReadPositionAsync(Journal, default), Is.EqualTo(position));
        Assert.That((await _tier.QueryAsync(new Query(Things), default)).Rows, Has.Count.EqualTo(rows));
    }
}
