using System.Globalization;
using System.Text.RegularExpressions;
using TradePersist.Relational;

namespace TradePersist.Sqlite;

/// <summary>How a SQLite tier is set up.</summary>
public sealed partial class SqliteOptions
{
    /// <summary>The default of <see cref="BusyTimeout"/>.</summary>
    public static readonly TimeSpan DefaultBusyTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The longest <see cref="BusyTimeout"/>.</summary>
    public static readonly TimeSpan MaxBusyTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The longest <see cref="TablePrefix"/>, in characters.</summary>
    public const int MaxTablePrefixLength = 30;

    /// <summary>The database file, relative to the working directory; its folder is created. When empty, which is the default, <c>tradepersist.db</c> in the data folder.</summary>
    public string Path { get; set; } = "";

    /// <summary>How long to wait for another process's write before the attempt fails and is tried again later; 5 s by default, from 0 to 10 minutes.</summary>
    public TimeSpan BusyTimeout { get; set; } = DefaultBusyTimeout;

    /// <summary>Put before the name of every table, so that they can live beside others of the same names; empty by default.</summary>
    public string TablePrefix { get; set; } = "";

    /// <summary>When the disk must keep what was committed; <see cref="SqliteSynchronous.Full"/> by default.</summary>
    public SqliteSynchronous Synchronous { get; set; } = SqliteSynchronous.Full;

    /// <summary>What is done about the schema when the tier opens; <see cref="MigrationMode.Apply"/> by default. A file that is missing is only made by that.</summary>
    public MigrationMode Migrations { get; set; } = MigrationMode.Apply;

    /// <summary>Every problem of these options; none when they are fit for use.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        if (Path is null || Path.Contains(":memory:", StringComparison.Ordinal) || Path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || Path.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add($"{nameof(Path)} must be the path of a file, not '{Path}'.");
        }

        if (BusyTimeout < TimeSpan.Zero || BusyTimeout > MaxBusyTimeout)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(BusyTimeout)} must be between 0 and {MaxBusyTimeout}, not {BusyTimeout}."));
        }

        if (TablePrefix is null || TablePrefix.Length > MaxTablePrefixLength || !Prefix().IsMatch(TablePrefix))
        {
            problems.Add($"{nameof(TablePrefix)} must be at most {MaxTablePrefixLength} lower-case letters, digits and underscores, not a digit first and not 'sqlite_', but is '{TablePrefix}'.");
        }

        if (!Enum.IsDefined(Synchronous))
        {
            problems.Add($"{nameof(Synchronous)} must be {nameof(SqliteSynchronous.Full)} or {nameof(SqliteSynchronous.Normal)}, not {Synchronous}.");
        }

        if (!Enum.IsDefined(Migrations))
        {
            problems.Add($"{nameof(Migrations)} must be {nameof(MigrationMode.Apply)}, {nameof(MigrationMode.Validate)} or {nameof(MigrationMode.Off)}, not {Migrations}.");
        }

        return problems;
    }

    // A tier keeps what it was made with.
    internal SqliteOptions Copy() => (SqliteOptions)MemberwiseClone();

    [GeneratedRegex(@"^(?!sqlite_)([a-z_][a-z0-9_]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
