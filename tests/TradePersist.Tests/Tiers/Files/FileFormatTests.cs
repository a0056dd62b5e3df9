using NUnit.Framework;
using TradePersist.Chain;
using TradePersist.Model;
using TradePersist.Tests.Chain.Folding;
using TradePersist.Tests.Journal;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>What a person finds in the files.</summary>
internal sealed class FileFormatTests : FilesTestBase
{
    [Test]
    public async Task EveryKindIsWrittenAsItIsDocumented()
    {
        await OpenAsync();
        await ApplyAsync(
            Kinds.Row(
                1,
                (Kinds.Int64, Value.Of(long.MinValue)),
                (Kinds.Int32, Value.Of(-7L)),
                (Kinds.Double, Value.Of(0.1 + 0.2)),
                (Kinds.Decimal, Value.Of(0.000000065200m)),
                (Kinds.Bool, Value.Of(true)),
                (Kinds.Text, Value.Of("4/USDT:USDT \"é\" 😀")),
                (Kinds.Json, Value.Of("""{"a":[1,{"b":null}],"c":"d'é"}""")),
                (Kinds.Timestamp, Value.Of(DateTimeOffset.UnixEpoch.AddMicroseconds(-1))),
                (Kinds.Guid, Value.Of(Guid.Parse("0192F5A0-7B3C-7DEF-8ABC-DEF012345678"))),
                (Kinds.Blob, Value.Of(new byte[] { 1, 255 }))),
            null,
            7);
        await ApplyAsync(Kinds.Row(2), 7, 8);
        await ApplyAsync(8, 9, new TableBatch(Kinds.Table, [new(new Condition(Kinds.Bool, Comparison.Equal, Value.Of(true)))], []));
        Assert.That(await File.ReadAllLinesAsync(KindsFile), Is.EqualTo(new[]
        {
            """{"$table":"kinds","format":1,"key":["id"]}""",
            """{"id":1,"c_int64":-9223372036854775808,"c_int32":-7,"c_double":0.30000000000000004,"c_decimal":"0.0000000652","c_bool":true,"c_text":"4/USDT:USDT \"é\" \uD83D\uDE00","c_json":{"a":[1,{"b":null}],"c":"d'é"},"c_timestamp":"1969-12-31T23:59:59.999999Z","c_guid":"0192f5a0-7b3c-7def-8abc-def012345678","c_blob":"Af8="}""",
            """{"$commit":{"batch":1,"journal":"0192f5a0-7b3c-7def-8abc-def012345678","lsn":7}}""",
            """{"id":2}""",
            """{"$commit":{"batch":2,"journal":"0192f5a0-7b3c-7def-8abc-def012345678","lsn":8}}""",
            """{"$delete":{"id":1}}""",
            """{"$commit":{"batch":3,"journal":"0192f5a0-7b3c-7def-8abc-def012345678","lsn":9}}""",
        }));
        Assert.That((await File.ReadAllTextAsync(PositionsFile)).ReplaceLineEndings("\n"), Is.EqualTo(
            """
            {
              "journals": {
                "0192f5a0-7b3c-7def-8abc-def012345678": 9
              },
              "tables": {
                "kinds": 3
              }
            }
            """.ReplaceLineEndings("\n")));
        Assert.That(await Tier.GetSizeAsync(default), Is.EqualTo(new FileInfo(KindsFile).Length));
    }

    [Test]
    public async Task AReplaceIsOneBatchOfTheNewRowsAndOfTheKeysThatAreGone()
    {
        var (part, minute, value) = (Column.Text("part", 8), Column.Int32("minute"), Column.Double("v", nullable: true));
        var table = new Table("trail", [part, minute, value], [part, minute], [part]);
        await Tier.OpenAsync([table], default);
        RowSet Minutes(int count, double number) => Rows.Of(table, [.. Enumerable.Range(0, count).Select(i => new[] { Value.Of("a"), Value.Of((long)i), Value.Of(number) })]);
        await ApplyAsync(null, 1, new TableBatch(table, [], Minutes(3, 1)));
        await ApplyAsync(1, 2, new TableBatch(table, [new(new Condition(part, Comparison.Equal, Value.Of("a")))], Minutes(2, 2.5)));
        Assert.That((await File.ReadAllLinesAsync(PathOf("trail.jsonl")))[5..], Is.EqualTo(new[]
        {
            """{"$delete":{"part":"a","minute":2}}""",
            """{"part":"a","minute":0,"v":2.5}""",
            """{"part":"a","minute":1,"v":2.5}""",
            """{"$commit":{"batch":2,"journal":"0192f5a0-7b3c-7def-8abc-def012345678","lsn":2}}""",
        }));
    }

    [Test]
    public async Task WhatChangesNothingInATableIsNotInItsFile()
    {
        await OpenAsync();
        await ApplyAsync(null, 5, new TableBatch(Kinds.Table, [Filter.All], []));
        Assert.That(await File.ReadAllLinesAsync(KindsFile), Has.Length.EqualTo(1));
        Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.EqualTo(5));
        await ReopenAsync();
        Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.EqualTo(5));
    }

    [Test]
    public async Task EveryRandomTableComesBackAfterAnOpeningAndAfterACompaction()
    {
        var random = Seed.Random();
        for (var i = 0; i < 60; i++)
        {
            var table = RandomTables.Make(random, "random", 12);
            var state = new Dictionary<Row, Row>(new RowKeyComparer(table.Key));
            var disk = new FaultyStorage();
            long? position = null;
            for (var life = 0; life < 3; life++)
            {
                await using var tier = new FileTier(disk, deadBytesAllowed: random.Next(3) * 200);
                await tier.OpenAsync([table], default);
                for (var batch = 0; batch < 6; batch++)
                {
                    var changes = Enumerable.Range(0, 3).Select(_ => RandomTables.Change(random, [table])).ToList();
                    var folded = BatchFolder.Fold(changes);
                    await tier.ApplyAsync(new TierBatch(Journal, position, (position ?? 0) + 1, folded), default);
                    position = (position ?? 0) + 1;
                    Apply(state, folded[0]);
                    var found = (await tier.QueryAsync(new Query(table), default)).Rows;
                    Assert.That(found, Is.EqualTo(state.Values.Order(new RowKeyComparer(table.Key))));
                }
            }
        }
    }

    [Test]
    public async Task ChangesOnTwoTablesHaveTheMeaningOfTheOracle()
    {
        var random = Seed.Random();
        for (var i = 0; i < 100; i++)
        {
            var world = new SmallWorld();
            var state = new Dictionary<string, Row>();
            var disk = new FaultyStorage();
            long? position = null;
            for (var life = 0; life < 3; life++)
            {
                await using var tier = new FileTier(disk, deadBytesAllowed: 300);
                await tier.OpenAsync([world.Parted, world.Loose], default);
                for (var batch = 0; batch < 5; batch++)
                {
                    var changes = Enumerable.Range(0, random.Next(1, 5)).Select(_ => world.Change(random)).ToList();
                    state = changes.Aggregate(state, SmallWorld.Apply);
                    await tier.ApplyAsync(new TierBatch(Journal, position, (position ?? 0) + 1, BatchFolder.Fold(changes)), default);
                    position = (position ?? 0) + 1;
                    var rows = (await tier.QueryAsync(new Query(world.Parted), default)).Rows.Concat((await tier.QueryAsync(new Query(world.Loose), default)).Rows);
                    Assert.That(SmallWorld.Describe(rows.ToDictionary(SmallWorld.KeyOf)), Is.EqualTo(SmallWorld.Describe(state)));
                }
            }
        }
    }

    private static void Apply(Dictionary<Row, Row> state, TableBatch batch)
    {
        foreach (var row in state.Values.Where(row => batch.Deletes.Any(filter => filter.Holds(row))).ToList())
        {
            state.Remove(row);
        }

        foreach (var row in batch.Upserts)
        {
            state.Remove(row);
            state.Add(row, row);
        }
    }
}
