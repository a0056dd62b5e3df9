using System.Globalization;
using System.Text.Json;
using NUnit.Framework;
using TradePersist.Journal;
using TradePersist.Model;
using TradePersist.Tests.Tiers;

namespace TradePersist.Tests.Tool;

/// <summary>Journals of programs whose tables this one has never heard of.</summary>
public class JournalDumpTests
{
    [Test]
    public async Task EveryEdgeOfEveryKindIsToldAsItWasWritten()
    {
        using var folder = new ToolFolder();
        var kinds = new KindsTable("from_another_program");
        var rows = Enum.GetValues<ColumnKind>()
            .SelectMany(kind => kinds.Values.Where(column => column.Kind == kind).SelectMany(column => Edges.Of(kind).Append(Value.Null).Select(value => (column, value))))
            .Select((cell, id) => kinds.Row(id, cell)).ToList();
        await folder.WriteJournalAsync([kinds.Table], rows.Select(row => Change.Upsert(row)));

        var records = await DumpAsync(folder);
        var lines = (await folder.RunAsync("journal", "dump")).Output.TrimEnd('\n').Split('\n');
        Assert.That(records.Select(record => record.GetProperty("lsn").GetInt64()), Is.EqualTo(Enumerable.Range(1, rows.Count)));
        Assert.That(lines, Has.Length.EqualTo(rows.Count), "one line for each row, whatever its text holds");
        for (var i = 0; i < rows.Count; i++)
        {
            var operation = records[i].GetProperty("operations").EnumerateArray().Single();
            Assert.That(operation.GetProperty("operation").GetString(), Is.EqualTo("upsert"));
            Assert.That(operation.GetProperty("table").GetString(), Is.EqualTo("from_another_program"));
            var told = operation.GetProperty("rows").EnumerateArray().Single();
            foreach (var column in kinds.Table.Columns)
            {
                AssertIs(told.GetProperty(column.Name), column, rows[i][0][column]);
            }
        }

        Assert.That(lines[0], Is.EqualTo("1 upsert from_another_program id=0 c_int64=-9223372036854775808"));
    }

    [Test]
    public async Task SegmentsThatAreLetGoMeanwhileAreNoDamageAndNewerOnesAreRead([Values] bool isNewestLetGo)
    {
        using var folder = new ToolFolder();
        var kinds = new KindsTable();
        var bytes = new byte[5000];
        await folder.WriteJournalAsync([kinds.Table], Enumerable.Range(1, 40).Select(id => Change.Upsert(kinds.Row(id, (kinds.Blob, Value.Of(bytes))))), segmentBytes: 64 << 10);
        var segments = folder.Segments();
        Assert.That(segments, Has.Length.EqualTo(4));
        var last = File.ReadAllBytes(segments[3]);
        File.Delete(segments[3]);

        var lsns = new List<long>();
        await foreach (var record in new JournalInspector(folder.Journal).ReadAsync())
        {
            lsns.Add(record.Lsn);
            if (lsns.Count == 1)
            {
                Array.ForEach(segments[..(isNewestLetGo ? 3 : 2)], File.Delete);
                File.WriteAllBytes(segments[3], last);
            }
        }

        var ofFirst = long.Parse(Path.GetFileNameWithoutExtension(segments[1]), CultureInfo.InvariantCulture) - 1;
        var ofThird = long.Parse(Path.GetFileNameWithoutExtension(segments[2]), CultureInfo.InvariantCulture);
        var ofFourth = long.Parse(Path.GetFileNameWithoutExtension(segments[3]), CultureInfo.InvariantCulture);
        Assert.That(lsns[..(int)ofFirst], Is.EqualTo(Enumerable.Range(1, (int)ofFirst)));
        Assert.That(lsns[(int)ofFirst..], Is.Ordered.And.Unique);
        Assert.That((lsns[(int)ofFirst], lsns[^1]), Is.EqualTo(isNewestLetGo ? (ofFourth, 40) : (ofThird, ofFourth - 1)));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "makes a symbolic link")]
    public async Task AJournalThatIsAlwaysFasterIsNotSaidToBeFine()
    {
        using var folder = new ToolFolder();
        var kinds = new KindsTable();
        await folder.WriteJournalAsync([kinds.Table], [Change.Upsert(kinds.Row(1))]);

        // It is listed, and whenever it is looked for it is not there.
        File.CreateSymbolicLink(Path.Combine(folder.Journal, "00000000000000000009.tpj"), folder["gone"]);
        foreach (var command in new[] { "verify", "dump" })
        {
            var run = await folder.RunAsync("journal", command);
            Assert.That(run.ExitCode, Is.EqualTo(3), run.Everything);
            Assert.That(run.Errors, Does.Contain("let go while it was looked for"));
        }
    }

    [Test]
    public async Task EveryOperationIsTold()
    {
        using var folder = new ToolFolder();
        var (trail, minute, note) = (Column.Int64("trail"), Column.Int32("minute"), Column.Text("note", 100, nullable: true));
        var table = new Table("notes", [trail, minute, note], [trail, minute], partition: [trail]);
        var other = new KindsTable("others");
        var rows = Rows.Of(table, [Value.Of(7), Value.Of(1), Value.Of("one\ntwo")], [Value.Of(7), Value.Of(2), Value.Null]);
        await folder.WriteJournalAsync([table, other.Table],
        [
            new Change([new UpsertOperation(rows), new UpsertOperation(other.Row(1))]),
            new Change([new ReplaceOperation(rows[0], rows)]),
            new Change([new ReplaceOperation(rows[0], new RowSet(table))]),
            new Change([new DeleteOperation(table, new Filter(new Condition(minute, Comparison.In, Value.Of(1), Value.Of(2)), new Condition(note, Comparison.IsNull)))]),
            new Change([new DeleteOperation(table, Filter.All)]),
        ]);

        var run = await folder.RunAsync("journal", "dump");
        Assert.That(run.ExitCode, Is.Zero, run.Everything);
        Assert.That(run.Output.TrimEnd('\n').Split('\n'), Is.EqualTo(new[]
        {
            "1 upsert notes trail=7 minute=1 note=\"one\\ntwo\"",
            "1 upsert notes trail=7 minute=2",
            "1 upsert others id=1",
            "2 replace notes trail=7 by 2 rows",
            "2 row notes trail=7 minute=1 note=\"one\\ntwo\"",
            "2 row notes trail=7 minute=2",
            "3 replace notes trail=7 by 0 rows",
            "4 delete notes where minute In 1,2 and note IsNull ",
            "5 delete notes where everything",
        }));

        var operations = (await DumpAsync(folder)).Select(record => record.GetProperty("operations")[0].GetRawText());
        Assert.That(operations, Is.EqualTo(new[]
        {
            """{"operation":"upsert","table":"notes","rows":[{"trail":7,"minute":1,"note":"one\ntwo"},{"trail":7,"minute":2,"note":null}]}""",
            """{"operation":"replace","table":"notes","partition":{"trail":7},"rows":[{"trail":7,"minute":1,"note":"one\ntwo"},{"trail":7,"minute":2,"note":null}]}""",
            """{"operation":"replace","table":"notes","partition":{"trail":7},"rows":[]}""",
            """{"operation":"delete","table":"notes","where":[{"column":"minute","comparison":"In","values":[1,2]},{"column":"note","comparison":"IsNull","values":[]}]}""",
            """{"operation":"delete","table":"notes","where":[]}""",
        }));
    }

    [Test]
    public async Task FromToTableAndLimitChooseRecords()
    {
        using var folder = new ToolFolder();
        var (even, odd) = (new KindsTable("even"), new KindsTable("odd"));
        var blob = Value.Of(new byte[5000]);
        await folder.WriteJournalAsync(
            [even.Table, odd.Table],
            Enumerable.Range(1, 60).Select(id => id % 2 == 0 ? Change.Upsert(even.Row(id, (even.Blob, blob))) : Change.Upsert(odd.Row(id, (odd.Blob, blob)))),
            segmentBytes: 64 << 10);
        Assert.That(folder.Segments(), Has.Length.GreaterThan(3));

        Assert.That(await LsnsAsync(folder), Is.EqualTo(Enumerable.Range(1, 60)));
        Assert.That(await LsnsAsync(folder, "--from", "23", "--to", "27"), Is.EqualTo(new[] { 23, 24, 25, 26, 27 }));
        Assert.That(await LsnsAsync(folder, "--from", "30", "--table", "odd", "--limit", "3"), Is.EqualTo(new[] { 31, 33, 35 }));
        Assert.That(await LsnsAsync(folder, "--limit", "0"), Is.Empty);
        var none = await folder.RunAsync("journal", "dump", "--table", "prime");
        Assert.That((none.ExitCode, none.Output, none.Errors.Trim()), Is.EqualTo((0, "", "There is no such record.")));
    }

    [Test]
    public async Task EachRecordIsReadByTheColumnsOfItsOwnTime()
    {
        using var folder = new ToolFolder();
        var (oldId, newId) = (Column.Int64("id"), Column.Int64("id"));
        var (gone, added) = (Column.Text("gone", 10, nullable: true), Column.Double("added", nullable: true));
        var before = new Table("notes", [oldId, gone], [oldId]);
        var after = new Table("notes", [added, newId], [newId]);
        await folder.WriteJournalAsync([before], [Change.Upsert(Rows.Of(before, [Value.Of(1), Value.Of("old")]))]);
        await folder.WriteJournalAsync([after], [Change.Upsert(Rows.Of(after, [Value.Of(0.5), Value.Of(2)]))]);

        var run = await folder.RunAsync("journal", "dump");
        Assert.That(run.Output.TrimEnd('\n').Split('\n'), Is.EqualTo(new[] { "1 upsert notes id=1 gone=\"old\"", "2 upsert notes added=0.5 id=2" }), run.Everything);
    }

    [Test]
    public async Task ItTellsWhatComesBeforeDamageAndThenNamesIt([Values] bool isLast)
    {
        using var folder = new ToolFolder();
        var kinds = new KindsTable();
        await folder.WriteJournalAsync([kinds.Table], Enumerable.Range(1, 30).Select(id => Change.Upsert(kinds.Row(id, (kinds.Blob, Value.Of(new byte[5000]))))), segmentBytes: 64 << 10);
        var segment = folder.Segments()[isLast ? ^1 : 1];
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[12_000] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);

        var run = await folder.RunAsync("journal", "dump", "--json");
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Everything);
        Assert.That(run.Errors, Does.Contain(Path.GetFileName(segment)).And.Contain("at byte"));
        var lines = run.Output.TrimEnd('\n').Split('\n');
        var verified = await new JournalInspector(folder.Journal).InspectAsync();
        Assert.That(lines, Has.Length.EqualTo((isLast ? 24 : 12) + 2));
        Assert.That(run.Errors, Does.Contain($"at byte {verified.Damage.Single().Offset}"));
    }

    private static async Task<List<JsonElement>> DumpAsync(ToolFolder folder, params string[] arguments)
    {
        var run = await folder.RunAsync(["journal", "dump", "--json", .. arguments]);
        Assert.That(run.ExitCode, Is.Zero, run.Everything);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        })];
    }

    private static async Task<IEnumerable<long>> LsnsAsync(ToolFolder folder, params string[] arguments) =>
        (await DumpAsync(folder, arguments)).Select(record => record.GetProperty("lsn").GetInt64());

    private static void AssertIs(JsonElement told, Column column, Value value)
    {
        var what = $"{column.Kind} {value}";
        if (value.IsNull)
        {
            Assert.That(told.ValueKind, Is.EqualTo(JsonValueKind.Null), what);
            return;
        }

        switch (column.Kind)
        {
            case ColumnKind.Int64 or ColumnKind.Int32:
                Assert.That(told.GetInt64(), Is.EqualTo(value.AsInt64()), what);
                break;
            case ColumnKind.Double:
                Assert.That(BitConverter.DoubleToInt64Bits(told.GetDouble()), Is.EqualTo(BitConverter.DoubleToInt64Bits(value.AsDouble())), what);
                break;
            case ColumnKind.Decimal:
                Assert.That(decimal.Parse(told.GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture), Is.EqualTo(value.AsDecimal()), what);
                break;
            case ColumnKind.Bool:
                Assert.That(told.GetBoolean(), Is.EqualTo(value.AsBool()), what);
                break;
            case ColumnKind.Text:
                Assert.That(told.GetString(), Is.EqualTo(value.AsText()), what);
                break;
            case ColumnKind.Json:
                using (var document = JsonDocument.Parse(value.AsText()))
                {
                    Assert.That(JsonElement.DeepEquals(told, document.RootElement), Is.True, what);
                }

                break;
            case ColumnKind.Timestamp:
                Assert.That(DateTimeOffset.Parse(told.GetString()!, CultureInfo.InvariantCulture), Is.EqualTo(value.AsTimestamp()), what);
                break;
            case ColumnKind.Guid:
                Assert.That(told.GetGuid(), Is.EqualTo(value.AsGuid()), what);
                break;
            default:
                Assert.That(Convert.FromHexString(told.GetString()!), Is.EqualTo(value.AsBlob()), what);
                break;
        }
    }
}
