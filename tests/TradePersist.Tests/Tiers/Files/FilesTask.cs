using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Tiers.Files;

/// <summary>
/// The child that is killed: it replaces partitions of fifteen rows and counts in a second table, one batch after the
/// other from where it was, and says each batch that was committed.
/// </summary>
internal sealed class FilesTask : IChildTask
{
    public const int Minutes = 15;
    public const int Partitions = 20;

    public static readonly Guid Journal = Guid.Parse("0192f5a0-7b3c-7def-8abc-def012345678");
    public static readonly Column Part = Column.Int64("part");
    public static readonly Column Minute = Column.Int32("minute");
    public static readonly Column Lsn = Column.Int64("written_by");
    public static readonly Column Filling = Column.Text("filling", 1000);
    public static readonly Table Trail = new("trail", [Part, Minute, Lsn, Filling], [Part, Minute], [Part]);

    public static readonly Column Id = Column.Int64("id");
    public static readonly Column Count = Column.Int64("count");
    public static readonly Table Counters = new("counters", [Id, Count], [Id]);

    public async Task RunAsync(IReadOnlyList<string> arguments)
    {
        await using var tier = new FileTier(new FileTierOptions { Path = arguments[0] });
        await tier.OpenAsync([Trail, Counters], default);
        var position = await tier.ReadPositionAsync(Journal, default);
        Console.WriteLine(position ?? 0);
        while (true)
        {
            var next = (position ?? 0) + 1;
            await tier.ApplyAsync(BatchOf(position, next), default);
            Console.WriteLine(next);
            position = next;
        }
    }

    public static TierBatch BatchOf(long? expected, long lsn)
    {
        var part = Value.Of(lsn % Partitions);
        var rows = Rows.Of(Trail, [.. Enumerable.Range(0, Minutes).Select(minute => new[] { part, Value.Of((long)minute), Value.Of(lsn), Value.Of(new string('x', 500)) })]);
        return new TierBatch(Journal, expected, lsn,
        [
            new TableBatch(Trail, [new(new Condition(Part, Comparison.Equal, part))], rows),
            new TableBatch(Counters, [], Rows.Of(Counters, [Value.Of(0L), Value.Of(lsn)])),
        ]);
    }
}
