using NUnit.Framework;
using TradePersist.Model;

namespace TradePersist.Tests.Tiers;

/// <summary>The read-only SQL door of a tier.</summary>
internal abstract class SqlDoorTests : SqlTierTestBase
{
    private static readonly Guid SomeId = Guid.Parse("0192f5a0-7b3c-7def-8abc-def012345678");
    private static readonly DateTimeOffset SomeTime = new(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2));

    /// <summary>What a parameter's name begins with.</summary>
    protected abstract string Mark { get; }

    /// <summary>How a column is compared with the items of a list.</summary>
    protected virtual string OneOf(string parameter) => $"IN {Mark}{parameter}";

    private enum Level
    {
        Low = 1,
    }

    [SetUp]
    public async Task FillAsync()
    {
        await OpenAsync();
        await ApplyAsync(
            Kinds.Row(
                1, (Kinds.Int32, Value.Of(1L)), (Kinds.Double, Value.Of(0.5)), (Kinds.Decimal, Value.Of(0.0000000652m)), (Kinds.Bool, Value.Of(true)),
                (Kinds.Text, Value.Of("BTC")), (Kinds.Timestamp, Value.Of(SomeTime)), (Kinds.Guid, Value.Of(SomeId)), (Kinds.Blob, Value.Of(new byte[] { 9 }))),
            null,
            1);
        await ApplyAsync(Kinds.Row(2), 1, 2);
    }

    [Test]
    public async Task RowsBecomeRecords()
    {
        var rows = await Tier.QuerySqlAsync<Positional>("SELECT id, c_int32, c_decimal, c_bool, c_guid, c_timestamp FROM kinds ORDER BY id", null, default);
        Assert.That(rows, Is.EqualTo(new[] { new Positional(1, Level.Low, 0.0000000652m, true, SomeId, SomeTime), new Positional(2, null, null, null, null, null) }));
    }

    [Test]
    public async Task RowsBecomeObjectsWithMembersInAnyOrder()
    {
        var row = (await Tier.QuerySqlAsync<Mutable>("SELECT c_timestamp, c_blob, c_text, c_double, id, 3 AS unknown FROM kinds WHERE id = 1", null, default)).Single();
        Assert.That((row.Id, row.CText, row.CDouble, row.CTimestamp), Is.EqualTo((1, "BTC", 0.5f, SomeTime.UtcDateTime)));
        Assert.That(row.CBlob, Is.EqualTo(new byte[] { 9 }));
    }

    [Test]
    public async Task RowsBecomeValuesTuplesAndDynamicObjects()
    {
        Assert.That(await Tier.QuerySqlAsync<decimal?>("SELECT c_decimal FROM kinds ORDER BY id", null, default), Is.EqualTo(new decimal?[] { 0.0000000652m, null }));
        Assert.That(await Tier.QuerySqlAsync<string>("SELECT c_text FROM kinds ORDER BY id", null, default), Is.EqualTo(new[] { "BTC", null }));
        Assert.That(await Tier.QuerySqlAsync<int>("SELECT count(*) FROM kinds", null, default), Is.EqualTo(new[] { 2 }));
        Assert.That(await Tier.QuerySqlAsync<(Guid Id, decimal Price)>("SELECT c_guid, c_decimal FROM kinds WHERE id = 1", null, default), Is.EqualTo(new[] { (SomeId, 0.0000000652m) }));
        var row = (await Tier.QuerySqlAsync<dynamic>("SELECT c_text AS symbol FROM kinds WHERE id = 1", null, default)).Single();
        Assert.That((string)row.symbol, Is.EqualTo("BTC"));
    }

    [Test]
    public async Task ParametersTakeTheFormsOfTheStore()
    {
        var where = $"SELECT id FROM kinds WHERE c_guid = {Mark}id AND c_timestamp = {Mark}time AND c_decimal = {Mark}price AND c_bool = {Mark}flag AND c_text {OneOf("symbols")} AND c_int32 = {Mark}level";
        var parameters = new { id = SomeId, time = SomeTime, price = 0.00000006520m, flag = true, symbols = new[] { "ETH", "BTC" }, level = Level.Low };
        Assert.That(await Tier.QuerySqlAsync<long>(where, parameters, default), Is.EqualTo(new[] { 1 }));
        var byName = new Dictionary<string, object?> { ["id"] = SomeId };
        Assert.That(await Tier.QuerySqlAsync<long>($"SELECT id FROM kinds WHERE c_guid = {Mark}id", byName, default), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task ALongQueryEndsWhenCanceled()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        const string Long = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000000) SELECT count(*) FROM n";
        Assert.That(() => Tier.QuerySqlAsync<long>(Long, null, soon.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await Tier.QuerySqlAsync<long>("SELECT count(*) FROM kinds", null, default), Is.EqualTo(new[] { 2 }));
    }

    private sealed record Positional(long Id, Level? CInt32, decimal? CDecimal, bool? CBool, Guid? CGuid, DateTimeOffset? CTimestamp);

    private sealed class Mutable
    {
        public int Id { get; set; }

        public string? CText { get; set; }

        public float CDouble { get; set; }

        public DateTime CTimestamp { get; set; }

        public byte[]? CBlob { get; set; }
    }
}
