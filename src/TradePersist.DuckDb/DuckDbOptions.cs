using System.Globalization;
using System.Text.RegularExpressions;
using TradePersist.Relational;

namespace TradePersist.DuckDb;

/// <summary>How a DuckDB tier is set up.</summary>
public sealed partial class DuckDbOptions
{
    /// <summary>The <see cref="Path"/> of a database that is gone when the tier is.</summary>
    public const string InMemory = ":memory:";

    /// <summary>Default of <see cref="MemoryLimitBytes"/>: 512 MiB.</summary>
    public const long DefaultMemoryLimitBytes = 512L << 20;

    /// <summary>Least <see cref="MemoryLimitBytes"/>: 64 MiB.</summary>
    public const long MinMemoryLimitBytes = 64L << 20;

    /// <summary>Most <see cref="Threads"/>.</summary>
    public const int MaxThreads = 256;

    /// <summary>The longest <see cref="TablePrefix"/>, in characters.</summary>
    public const int MaxTablePrefixLength = 30;

    /// <summary>
    /// The database file, relative to the working directory; its folder is created. When empty, which is the default,
    /// <c>tradepersist.duckdb</c> in the data folder. <see cref="InMemory"/> for none.
    /// </summary>
    public string Path { get; set; } = "";

    /// <summary>
    /// How much memory DuckDB may take, in bytes, 64 MiB at least; 512 MiB by default. What does not fit goes to a
    /// folder beside the file; a database in memory refuses it or starts over empty,
    /// so it wants a limit for all that it holds. (DuckDB's own default is most of the machine.)
    /// </summary>
    public long MemoryLimitBytes { get; set; } = DefaultMemoryLimitBytes;

    /// <summary>How many threads DuckDB works with, 1 to 256; 0, the default, for half as many as there are processors, so that the bot keeps the others. One is enough for writing.</summary>
    public int Threads { get; set; }

    /// <summary>Put before the name of every table, so that they can live beside others of the same names; empty by default.</summary>
    public string TablePrefix { get; set; } = "";

    /// <summary>
    /// What is done about the schema when the tier opens; <see cref="MigrationMode.Apply"/> by default. A file that is missing
    /// is only made by that.
    /// </summary>
    public MigrationMode Migrations { get; set; } = MigrationMode.Apply;

    internal bool IsInMemory => Path == InMemory;

    /// <summary>Every problem of these options; none when they are fit for use.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        if (Path is null || Path.Contains('\0', StringComparison.Ordinal) || (Path.Contains(InMemory, StringComparison.OrdinalIgnoreCase) && !IsInMemory))
        {
            problems.Add($"{nameof(Path)} must be the path of a file or {InMemory}, not '{Path}'.");
        }

        if (MemoryLimitBytes < MinMemoryLimitBytes)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MemoryLimitBytes)} must be at least {MinMemoryLimitBytes}, not {MemoryLimitBytes}."));
        }

        if (Threads is < 0 or > MaxThreads)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(Threads)} must be between 0 and {MaxThreads}, not {Threads}."));
        }

        if (TablePrefix is null || TablePrefix.Length > MaxTablePrefixLength || !Prefix().IsMatch(TablePrefix))
        {
            problems.Add($"{nameof(TablePrefix)} must be at most {MaxTablePrefixLength} lower-case letters, digits and underscores, not a digit first, but is '{TablePrefix}'.");
        }

        if (!Enum.IsDefined(Migrations))
        {
            problems.Add($"{nameof(Migrations)} must be {nameof(MigrationMode.Apply)}, {nameof(MigrationMode.Validate)} or {nameof(MigrationMode.Off)}, not {Migrations}.");
        }

        return problems;
    }

    // A tier keeps what it was made with, and knows its file whatever the working directory becomes.
    internal DuckDbOptions Copy()
    {
        var copy = (DuckDbOptions)MemberwiseClone();
        copy.Path = IsInMemory ? InMemory : System.IO.Path.GetFullPath(Path);
        return copy;
    }

    [GeneratedRegex(@"^([a-z_][a-z0-9_]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
