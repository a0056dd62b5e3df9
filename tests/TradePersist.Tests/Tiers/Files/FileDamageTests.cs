using System.Text;
using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>What somebody else, or the disk, has done to the files.</summary>
internal sealed class FileDamageTests : FilesTestBase
{
    [TestCase("""{"id":2,"c_text":"b" """, "line 4")]
    [TestCase("""{"id":2}x""", "line 4")]
    [TestCase("""{"id":2,"id":2}""", "'id' twice")]
    [TestCase("""{"c_text":"b"}""", "no 'id'")]
    [TestCase("""{"id":2,"$what":1}""", "$what")]
    [TestCase("""{"$upsert":{"id":2}}""", "$upsert")]
    [TestCase("""{"$delete":{"c_text":"b"}}""", "no 'id'")]
    [TestCase("""{"$delete":2}""", "names no key")]
    [TestCase("""{"$commit":{"batch":2}}""", "names no batch")]
    [TestCase("""[2]""", "not a JSON object")]
    [TestCase("", "line 4")]
    [TestCase("\0\0\0", "line 4")]
    public async Task ABadLineInTheMiddleIsNamedAndNothingIsTouched(string line, string problem)
    {
        await FillAsync();
        await EditAsync(lines => lines[3] = line);
        var error = await RefusedAsync<DamagedFileException>();
        Assert.That((error.File, error.Line), Is.EqualTo((KindsFile, 4)));
        Assert.That(error.Message, Does.StartWith($"{KindsFile}, line 4: ").And.Contain(problem));
    }

    [TestCase("c_int64", "1.5", "Int64")]
    [TestCase("c_int64", "9223372036854775808", "Int64")]
    [TestCase("c_int32", "\"7\"", "Int32")]
    [TestCase("c_int32", "2147483648", "Int32")]
    [TestCase("c_double", "\"NaN\"", "Double")]
    [TestCase("c_double", "1e999", "Double")]
    [TestCase("c_decimal", "\"a lot\"", "Decimal")]
    [TestCase("c_decimal", "\"1e3\"", "Decimal")]
    [TestCase("c_decimal", "\"1.0000000000000000001\"", "Decimal")]
    [TestCase("c_decimal", "100000000000000000000", "Decimal")]
    [TestCase("c_decimal", "\"12345678901234567890.123456789012345678\"", "Decimal")]
    [TestCase("c_bool", "1", "Bool")]
    [TestCase("c_text", "1", "Text")]
    [TestCase("c_text", "\"\\uD800\"", "Text")]
    [TestCase("c_json", "{\"a\":1,\"a\":2}", "Json")]
    [TestCase("c_timestamp", "\"2024-01-01\"", "Timestamp")]
    [TestCase("c_timestamp", "\"2024-01-01T00:00:00\"", "Timestamp")]
    [TestCase("c_timestamp", "\"1899-12-31T23:59:59Z\"", "Timestamp")]
    [TestCase("c_guid", "\"42\"", "Guid")]
    [TestCase("c_blob", "\"?\"", "Blob")]
    [TestCase("c_blob", "[1]", "Blob")]
    public async Task AValueOfAnotherTypeIsNamed(string column, string value, string kind)
    {
        await FillAsync();
        await EditAsync(lines => lines[3] = $$"""{"id":2,"{{column}}":{{value}}}""");
        var error = await RefusedAsync<SchemaMismatchException>();
        Assert.That(error.Problems, Is.EqualTo(new[] { $"{KindsFile}, line 4: kinds.{column}: is {value}, must be {kind}" }));
    }

    [Test]
    public async Task EveryValueOfAnotherTypeInALineIsNamed()
    {
        await FillAsync();
        await EditAsync(lines => lines[3] = """{"id":null,"c_bool":1,"c_text":"fine","c_int32":"x"}""");
        Assert.That((await RefusedAsync<SchemaMismatchException>()).Problems, Is.EqualTo(new[]
        {
            $"{KindsFile}, line 4: kinds.id: is null, must be Int64 and not null",
            $"{KindsFile}, line 4: kinds.c_bool: is 1, must be Bool",
            $"{KindsFile}, line 4: kinds.c_int32: is \"x\", must be Int32",
        }));
    }

    [Test]
    public async Task AValidLineIsTakenAsItStandsAndGoesOn()
    {
        await FillAsync();
        await EditAsync(lines => lines[3] =
            """ { "c_timestamp": "2024-02-29T12:34:56.789+05:30", "c_decimal": 1.50, "id" : 2, "c_json": { "b" : 1e0, "a": "\u00e9" }, "c_text": null, "c_double": 1E1 } """ + "\r");
        await ReopenAsync();
        var expected = Kinds.Row(
            2,
            (Kinds.Timestamp, Value.Of(DateTimeOffset.Parse("2024-02-29T07:04:56.789Z", System.Globalization.CultureInfo.InvariantCulture))),
            (Kinds.Decimal, Value.Of(1.5m)),
            (Kinds.Json, Value.Of("""{"a":"é","b":1}""")),
            (Kinds.Double, Value.Of(10.0)));
        Assert.That((await ReadAllAsync(Kinds.Table))[1], Is.EqualTo(expected[0]));
        await ApplyAsync(Kinds.Row(9), 3, 4);
        Assert.That(await IdsAsync(), Is.EqualTo(new[] { 1, 2, 3, 9 }));
    }

    [Test]
    public async Task ALineMayBeTakenOutByHand()
    {
        await FillAsync();
        await EditAsync(lines => lines[3] = null);
        await ReopenAsync();
        Assert.That(await IdsAsync(), Is.EqualTo(new[] { 1, 3 }));
    }

    /// <summary>Whatever one byte becomes, it is told, or it is a valid line; and never are other rows lost in silence.</summary>
    [Test]
    public async Task NoByteThatChangesTakesOtherRowsWithIt()
    {
        var random = Seed.Random();
        await FillAsync();
        await Tier.DisposeAsync();
        var sound = await File.ReadAllBytesAsync(KindsFile);
        for (var i = 0; i < sound.Length; i++)
        {
            var damaged = (byte[])sound.Clone();
            damaged[i] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(KindsFile, damaged);
            await using var tier = NewTier();
            try
            {
                await tier.OpenAsync([Kinds.Table], default);
                var rows = (await tier.QueryAsync(new Query(Kinds.Table), default)).Rows;
                Assert.That(rows, Has.Count.EqualTo(3).Or.Count.EqualTo(2), $"byte {i}");
                Assert.That(rows.Count(row => row[Kinds.Text].ToString() == "row"), Is.GreaterThanOrEqualTo(2), $"byte {i}");
            }
            catch (Exception exception) when (exception is DamagedFileException or SchemaMismatchException)
            {
                Assert.That(exception.Message, Does.Contain(KindsFile));
            }

            Assert.That(await File.ReadAllBytesAsync(KindsFile), Is.EqualTo(damaged), $"byte {i}: nothing is cut off");
        }
    }

    [Test]
    public async Task AMissingEndIsNoTornBatch()
    {
        await FillAsync();
        await Tier.DisposeAsync();
        var sound = await File.ReadAllBytesAsync(KindsFile);
        for (var length = 0; length < sound.Length; length++)
        {
            await File.WriteAllBytesAsync(KindsFile, sound[..length]);
            Assert.That((await RefusedAsync<DamagedFileException>()).File, Is.EqualTo(KindsFile));
        }
    }

    [Test]
    public async Task AMissingFileIsNotTakenForAnEmptyTable()
    {
        await FillAsync();
        await Tier.DisposeAsync();
        File.Delete(KindsFile);
        Assert.That((await RefusedAsync<DamagedFileException>()).Message, Does.Contain("batch 3"));
        Directory.Delete(Folder, recursive: true);
        await ReopenAsync();
        Assert.That(await Tier.ReadPositionAsync(Journal, default), Is.Null, "the journal brings everything again");
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("""{"journals":{"x":1},"tables":{}}""")]
    [TestCase("""{"journals":{"0192f5a0-7b3c-7def-8abc-def012345678":"1"},"tables":{}}""")]
    public async Task DamagedPositionsAreNotTakenForNone(string text)
    {
        await FillAsync();
        await Tier.DisposeAsync();
        await File.WriteAllTextAsync(PositionsFile, text);
        Assert.That((await RefusedAsync<DamagedFileException>()).File, Is.EqualTo(PositionsFile));
    }

    [Test]
    public async Task WithoutPositionsNoMoreThanTheLastBatchCanBeTakenForTorn()
    {
        await FillAsync();
        await Tier.DisposeAsync();
        File.Delete(PositionsFile);
        await EditAsync(lines => lines[3] = "?");
        Assert.That((await RefusedAsync<DamagedFileException>()).Line, Is.EqualTo(4));
    }

    [Test]
    public async Task AFileThatIsChangedWhileItIsOpenIsReadAgainBeforeTheNextBatch()
    {
        await FillAsync();
        await File.AppendAllTextAsync(KindsFile, "{\"id\":77}\n");
        await ApplyAsync(Kinds.Row(4), 3, 4);
        Assert.That(await IdsAsync(), Is.EqualTo(new[] { 1, 2, 3, 4 }), "what was not committed does not count");

        var lines = await File.ReadAllLinesAsync(KindsFile);
        lines[1] = """{"id":1,"c_text":"edited"}""";
        await File.WriteAllLinesAsync(KindsFile + ".new", lines);
        File.Move(KindsFile + ".new", KindsFile, overwrite: true);
        await ApplyAsync(Kinds.Row(5), 4, 5);
        Assert.That((await ReadAllAsync(Kinds.Table)).Select(row => row[Kinds.Text].ToString()).First(), Is.EqualTo("edited"));
        await ReopenAsync();
        Assert.That(await IdsAsync(), Is.EqualTo(new[] { 1, 2, 3, 4, 5 }));

        File.Delete(KindsFile);
        var error = (await Assert.CatchAsync<DamagedFileException>(() => ApplyAsync(Kinds.Row(6), 5, 6)))!;
        Assert.That(error.File, Is.EqualTo(KindsFile));
    }

    [Test]
    public async Task ALineThatIsDamagedWhileItIsOpenIsNoAnswer()
    {
        await FillAsync();
        var bytes = await File.ReadAllBytesAsync(KindsFile);
        bytes[Encoding.UTF8.GetString(bytes).IndexOf("\"row\"", StringComparison.Ordinal)] = (byte)'x';
        await using (var file = new FileStream(KindsFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            await file.WriteAsync(bytes);
        }

        var error = (await Assert.CatchAsync<DamagedFileException>(() => ReadAllAsync(Kinds.Table)))!;
        Assert.That(error.File, Is.EqualTo(KindsFile));
    }

    // Three rows in three batches, the second with NULLs.
    private async Task FillAsync()
    {
        await OpenAsync();
        for (var id = 1; id <= 3; id++)
        {
            await ApplyAsync(Kinds.Row(id, (Kinds.Text, Value.Of("row"))), id == 1 ? null : id - 1, id);
        }
    }

    private async Task EditAsync(Action<string?[]> edit)
    {
        await Tier.DisposeAsync();
        string?[] lines = (await File.ReadAllTextAsync(KindsFile)).Split('\n');
        edit(lines);
        await File.WriteAllTextAsync(KindsFile, string.Join('\n', lines.Where(line => line is not null)));
    }
}
