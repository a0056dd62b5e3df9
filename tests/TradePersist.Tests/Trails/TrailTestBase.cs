using NUnit.Framework;
using TradePersist.Model;
using TradePersist.Tests.Support;
using TradePersist.Trails;

namespace TradePersist.Tests.Trails;

public abstract class TrailTestBase
{
    private protected static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private protected ManualTimeProvider Time { get; private set; } = null!;

    private protected RowStore Rows { get; private set; } = null!;

    private protected TrailStore Trails { get; private set; } = null!;

    private protected IReadOnlyList<Row> Stored => Rows.Rows(TrailSchema.Default.Table.Table);

    [SetUp]
    public void SetUp()
    {
        Time = new ManualTimeProvider(Start);
        Rows = new RowStore();
        Trails = NewStore();
    }

    private protected TrailStore NewStore(TrailSchema? schema = null, TrailFlagDefault flagDefault = TrailFlagDefault.Unknown) =>
        new(Rows, schema ?? TrailSchema.Default, flagDefault, Time);

    private protected Trail Flatten(string json) => Trails.Flatten(1, TrailPayload.Parse(json));

    private protected static IEnumerable<FieldViolation> Faults(Action action) => Assert.Throws<RecordValidationException>(() => action())!.Violations;
}
