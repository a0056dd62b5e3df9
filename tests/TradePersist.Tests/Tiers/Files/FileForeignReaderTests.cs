using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tests.Tiers.Sqlite;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>Another program reads the files by nothing but the documentation: the script is the one that is printed there.</summary>
internal sealed class FileForeignReaderTests : FilesTestBase
{
    private const string Fence = "```";

    [Test]
    public async Task AnotherProgramReadsEveryKind()
    {
        await OpenAsync();
        var rows = Kinds.Random(Seed.Random(), 200);
        await ApplyAsync(rows, null, 1);
        await ApplyAsync(1, 2, new TableBatch(Kinds.Table, [new(new Condition(Kinds.Id, Comparison.LessOrEqual, Value.Of(100L)))], []));
        var output = await ForeignProgram.RunAsync(
            DocumentedReader() +
            """

            import struct, sys
            for key, row in sorted(read(sys.argv[1]).items()):
                double = struct.pack('>d', row['c_double']).hex() if 'c_double' in row else 'null'
                print(key[0], row.get('c_int64', 'null'), row.get('c_decimal', 'null'), double, row.get('c_timestamp', 'null'))
            """,
            KindsFile);
        Assert.That(output.Split('\n'), Is.EqualTo(rows.Skip(100).Select(row => string.Join(' ', row[Kinds.Id], row[Kinds.Int64], row[Kinds.Decimal], Bits(row[Kinds.Double]), Micros(row[Kinds.Timestamp])))));
    }

    [Test]
    public async Task AnotherProgramSeesWholeBatchesWhileTheyAreWrittenAndTheFileIsCompacted()
    {
        const int Rows = 40;
        await OpenAsync();
        await ApplyAsync(Generation(0), null, 1);
        using var reader = ForeignProgram.Start(
            DocumentedReader() +
            """

            import sys, threading
            done = threading.Event()
            threading.Thread(target=lambda: (sys.stdin.readline(), done.set()), daemon=True).start()
            generations = set()
            print('reading', flush=True)
            while True:
                isLast = done.is_set()
                rows = read(sys.argv[1])
                seen = {row['c_int64'] for row in rows.values()}
                assert len(rows) == 40 and len(seen) == 1, (len(rows), seen)
                generations |= seen
                if isLast:
                    break
            print(len(generations), max(generations))
            """,
            KindsFile);
        Assert.That(await reader.StandardOutput.ReadLineAsync(), Is.EqualTo("reading"));
        var sizes = new List<long>();
        var generation = 1;
        for (; generation <= 150; generation++)
        {
            await ApplyAsync(Generation(generation), generation, generation + 1);
            sizes.Add(new FileInfo(KindsFile).Length);
        }

        await reader.StandardInput.WriteLineAsync();
        var output = await reader.StandardOutput.ReadToEndAsync();
        await reader.WaitForExitAsync();
        Assert.That(reader.ExitCode, Is.Zero, await reader.StandardError.ReadToEndAsync());
        var numbers = output.Split(' ').Select(int.Parse).ToArray();
        Assert.That(numbers[0], Is.GreaterThan(3), "it read while they were written");
        Assert.That(numbers[1], Is.EqualTo(150));
        Assert.That(sizes.Zip(sizes.Skip(1)).Count(pair => pair.Second < pair.First), Is.GreaterThan(5), "the file was compacted meanwhile");

        RowSet Generation(long number)
        {
            var rows = new RowSet(Kinds.Table, Rows);
            for (var id = 0; id < Rows; id++)
            {
                Kinds.Add(rows, id, (Kinds.Int64, Value.Of(number)), (Kinds.Json, Value.Of($"\"{new string('x', 100)}\"")));
            }

            return rows;
        }
    }

    private static string Bits(Value value) => value.IsNull ? "null" : $"{BitConverter.DoubleToInt64Bits(value.AsDouble()):x16}";

    private static string Micros(Value value) => value.IsNull ? "null" : value.AsTimestamp().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");

    private static string DocumentedReader()
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf("docs", "file-format.md"));
        var start = text.IndexOf($"{Fence}python\n", StringComparison.Ordinal) + $"{Fence}python\n".Length;
        return text[start..text.IndexOf(Fence, start, StringComparison.Ordinal)];
    }
}
