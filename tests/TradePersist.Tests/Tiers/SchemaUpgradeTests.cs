using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers;

/// <summary>Tables from before: what an embedded tier makes of them, and of the rows in them.</summary>
internal abstract class SchemaUpgradeTests : SqlTierTestBase
{
    private const string Sample = "SELECT count(*), sum(id), sum(minute), count(pm_3), min(pm_3), count(pat_8) FROM buyin_trail_minutes";

    private readonly TrailShape _trail = new();

    /// <summary>The type that a column was declared with in the old trail table.</summary>
    protected abstract string OldType(ColumnKind kind);

    /// <summary>The names of a table's indexes, in order, those of its key left out.</summary>
    protected abstract string IndexesOf(string table);

    /// <summary>The names of all tables and their columns, in order.</summary>
    protected abstract string Schema { get; }

    /// <summary>An instant as the old table holds it.</summary>
    protected abstract string Literal(DateTimeOffset instant);

    [Test]
    public async Task AnOldTrailTableIsAdoptedWithAllItsRows()
    {
        await CreateOldTrailAsync();
        var before = await ForeignAsync(Sample);
        await Tier.OpenAsync([_trail.Table], default);
        Assert.That(await ForeignAsync(Sample), Is.EqualTo(before), "the columns that the model does not know are still there");
        Assert.That(await ForeignAsync(IndexesOf("buyin_trail_minutes")), Is.EqualTo("idx_trail_buyin_id\nidx_trail_created_at\nidx_trail_minute\nidx_trail_pat"));

        var rows = await ReadAllAsync(_trail.Table);
        Assert.That(rows, Is.EqualTo(Rows.Of(_trail.Table, [.. Enumerable.Range(0, 45).Select(Expected)])));
        await Tier.OpenAsync([_trail.Table], default);
        Assert.That(await ReadAllAsync(_trail.Table), Is.EqualTo(rows), "the second time there is nothing to do");

        var replacement = Rows.Of(_trail.Table, [.. Enumerable.Range(15, 10).Select(Expected)]);
        replacement.LastCells[_trail.Data[22].Ordinal] = Value.Of(1.25);
        await Tier.ApplyAsync(new TierBatch(Journal, null, 1, [new TableBatch(_trail.Table, [Filter.Matching([_trail.BuyinId], replacement[0])], replacement)]), default);
        Assert.That(await ReadAllAsync(_trail.Table), Is.EqualTo(rows.Take(15).Concat(replacement).Concat(rows.Skip(30))));
        await Tier.DisposeAsync();
        await using var again = NewTier();
        await again.OpenAsync([new TrailShape().Table], default);
        Assert.That(await ForeignAsync("SELECT count(*) FROM buyin_trail_minutes"), Is.EqualTo("40"));
    }

    [TestCase("UPDATE buyin_trail_minutes SET minute = 3 WHERE buyin_id = 2 AND minute IN (4, 5)", "is not unique ((2, 3)), must be a key")]
    [TestCase("UPDATE buyin_trail_minutes SET buyin_id = NULL WHERE minute = 7", "is NULL in (NULL, 7), (NULL, 7), (NULL, 7), must be a key")]
    public async Task RowsThatDoNotFitAreNamedAndNothingIsChanged(string damage, string problem)
    {
        await CreateOldTrailAsync(hasUniqueIndex: false);
        await ForeignAsync(damage);
        var before = await ForeignAsync($"{Schema};;{Sample};;{IndexesOf("buyin_trail_minutes")}");
        var error = (await Assert.CatchAsync<SchemaMismatchException>(() => Tier.OpenAsync([Kinds.Table, _trail.Table], default)))!;
        Assert.That(error.Problems, Is.EqualTo(new[] { $"buyin_trail_minutes.(buyin_id, minute): {problem}" }));
        Assert.That(Tier.Classify(error), Is.EqualTo(FailureKind.Fatal));
        Assert.That(await ForeignAsync($"{Schema};;{Sample};;{IndexesOf("buyin_trail_minutes")}"), Is.EqualTo(before));
    }

    [Test]
    public async Task RowsThatBreakACheckOfTheModelAreNamed()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        await ForeignAsync("CREATE TABLE bars (id BIGINT, low DOUBLE, high DOUBLE);;INSERT INTO bars VALUES (1, 1, 2), (2, 3, 2), (3, NULL, 2), (4, 9, 1)");
        var (id, low, high) = (Column.Int64("id"), Column.Double("low", nullable: true), Column.Double("high", nullable: true));
        var table = new Table("bars", [id, low, high], [id], checks: [Check.Columns(low, Comparison.LessOrEqual, high)]);
        var error = (await Assert.CatchAsync<SchemaMismatchException>(() => Tier.OpenAsync([table], default)))!;
        Assert.That(error.Problems, Is.EqualTo(new[] { "bars.low: is otherwise in (2), (4), must be low <= high" }));
        await ForeignAsync("DELETE FROM bars WHERE id IN (2, 4)");
        await Tier.OpenAsync([table], default);
        Assert.That((await ReadAllAsync(table)).Select(row => row[id].AsInt64()), Is.EqualTo(new[] { 1, 3 }));
    }

    [Test]
    public async Task ColumnsThatTheModelDoesNotKnowKeepTheirValuesAndDefaults()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        await ForeignAsync("CREATE TABLE notes (id BIGINT NOT NULL, note VARCHAR NOT NULL, \"the \"\"mood\"\"\" VARCHAR NOT NULL, stars INTEGER DEFAULT 5, PRIMARY KEY (id));;INSERT INTO notes VALUES (1, 'a', 'good', 3)");
        var (id, note) = (Column.Int64("id"), Column.Text("note", 9, nullable: true));
        var table = new Table("notes", [id, note], [id]);
        await Tier.OpenAsync([table], default);
        await ApplyAsync(Rows.Of(table, [Value.Of(1L), Value.Of("b")], [Value.Of(2L), default]), null, 1);
        Assert.That(await ForeignAsync("SELECT id, coalesce(note, '-'), coalesce(\"the \"\"mood\"\"\", '-'), stars FROM notes ORDER BY id"), Is.EqualTo("1|b|good|3\n2|-|-|5"));
    }

    [Test]
    public async Task TablesCanLiveBesideOthersOfTheirNames()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        await ForeignAsync("CREATE TABLE kinds (other VARCHAR);;INSERT INTO kinds VALUES ('kept')");
        await Tier.DisposeAsync();
        await using var tier = NewTier("bot_");
        await tier.OpenAsync([Kinds.Table], default);
        await tier.ApplyAsync(new TierBatch(Journal, null, 1, [new TableBatch(Kinds.Table, [], Kinds.Row(1))]), default);
        Assert.That(await ForeignAsync("SELECT other FROM kinds;;SELECT id FROM bot_kinds;;SELECT lsn FROM bot_tp_position"), Is.EqualTo("kept\n1\n1"));
    }

    /// <summary>A tier whose tables have a prefix.</summary>
    protected abstract ISqlTier NewTier(string tablePrefix);

    // Three entries of 15 minutes, newest first; the columns stand in an order of their own, and the key is another one.
    private async Task CreateOldTrailAsync(bool hasUniqueIndex = true)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        var data = _trail.OldData;
        var columns = string.Join(", ", data.Select(column => $"{column} {OldType(column.Kind)}"));
        var rows = Enumerable.Range(0, 45).Reverse().Select(i =>
        {
            var cells = Expected(i);
            var texts = data.Select(column => Text(column, cells[column.Ordinal]));
            return $"({1000 + i}, {cells[0]}, {cells[1]}, {string.Join(", ", texts)}, {(i == 17 ? "NULL" : Literal(cells[^1].AsTimestamp()))})";
        });
        string[] statements =
        [
            $"CREATE TABLE buyin_trail_minutes (id BIGINT PRIMARY KEY, buyin_id BIGINT{(hasUniqueIndex ? " NOT NULL" : "")}, minute TINYINT NOT NULL, {columns}, created_at {OldType(ColumnKind.Timestamp)} DEFAULT CURRENT_TIMESTAMP)",
            .. hasUniqueIndex ? ["CREATE UNIQUE INDEX idx_trail_buyin_minute ON buyin_trail_minutes (buyin_id, minute)"] : Array.Empty<string>(),
            "CREATE INDEX idx_trail_buyin_id ON buyin_trail_minutes (buyin_id)",
            "CREATE INDEX idx_trail_minute ON buyin_trail_minutes (minute)",
            "CREATE INDEX idx_trail_created_at ON buyin_trail_minutes (created_at)",
            "CREATE INDEX idx_trail_pat ON buyin_trail_minutes (pat_20)",
            $"INSERT INTO buyin_trail_minutes VALUES {string.Join(", ", rows)}",
        ];
        await ForeignAsync(string.Join(";;", statements));
    }

    private Value[] Expected(int i) =>
    [
        Value.Of(i / 15 + 1L),
        Value.Of(i % 15L),
        .. _trail.Data.Select((column, place) => TrailShape.IsNew(column) || (i + place) % 7 == 0 ? default : column.Kind switch
        {
            ColumnKind.Bool => Value.Of((i + place) % 2 == 0),
            ColumnKind.Text => Value.Of($"it's {i}"),
            ColumnKind.Int32 => Value.Of((long)(i * place)),
            _ => Value.Of(i + (place / 8.0)),
        }),
        i == 17 ? Value.OfMicroseconds(0) : Value.Of(DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(i)),
    ];

    private static string Text(Column column, in Value value) => value.IsNull || column.Kind != ColumnKind.Text
        ? value.ToString()
        : $"'{value.AsText().Replace("'", "''", StringComparison.Ordinal)}'";
}
