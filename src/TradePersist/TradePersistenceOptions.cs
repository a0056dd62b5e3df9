namespace TradePersist;

/// <summary>The settings of the whole, beside those of the journal and of each tier.</summary>
public sealed class TradePersistenceOptions
{
    /// <summary>Where the journal and embedded tiers go when they are not told otherwise; <c>data</c> by default, relative to the working directory.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>What a write waits for. <see cref="Acknowledgement.Durable"/> by default.</summary>
    public Acknowledgement Acknowledgement { get; set; } = Acknowledgement.Durable;

    /// <summary>How long one tier may take to answer a read before the next is asked, 1 ms to 10 min; 1 s by default.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the start waits for tiers to open and catch up, 0 to 10 min; 5 s by default. What is not ready then goes on in the background.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an orderly stop waits for tiers to catch up, 0 to 10 min; 10 s by default. What is left stays in the journal.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many recent rows per table are kept in memory, 100 to 100,000; 10,000 by default. Of rows of more than 32
    /// columns, so many fewer that they take no more room: of trails, of 147 columns, about a fifth.
    /// </summary>
    public int MemoryRowsPerTable { get; set; } = 10_000;

    /// <summary>
    /// Whether operators of the same user may ask the running store, with the <c>tradepersist</c> tool, over the socket
    /// <c>control.sock</c> in the journal's directory; true by default. A journal in memory has none. On Windows the
    /// socket is for everyone who may write in that directory.
    /// </summary>
    public bool ControlSocket { get; set; } = true;

    internal IEnumerable<string> Errors()
    {
        if (string.IsNullOrWhiteSpace(DataFolder))
        {
            yield return "DataFolder must not be empty.";
        }

        if (!Enum.IsDefined(Acknowledgement))
        {
            yield return $"Acknowledgement must be Memory, OsBuffered, Durable or RequiredTiers, not {Acknowledgement}.";
        }

        foreach (var (name, value, least) in new[]
        {
            (nameof(ReadTimeout), ReadTimeout, TimeSpan.FromMilliseconds(1)),
            (nameof(StartTimeout), StartTimeout, TimeSpan.Zero),
            (nameof(DrainTimeout), DrainTimeout, TimeSpan.Zero),
        })
        {
            if (value < least || value > TimeSpan.FromMinutes(10))
            {
                yield return $"{name} must be between {least} and 00:10:00, not {value}.";
            }
        }

        if (MemoryRowsPerTable is < 100 or > 100_000)
        {
            yield return $"MemoryRowsPerTable must be between 100 and 100000, not {MemoryRowsPerTable}.";
        }
    }
}
