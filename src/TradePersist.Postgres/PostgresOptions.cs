using System.Globalization;
using System.Text.RegularExpressions;
using TradePersist.Relational;

namespace TradePersist.Postgres;

/// <summary>How a PostgreSQL tier is set up.</summary>
public sealed partial class PostgresOptions
{
    /// <summary>Default of <see cref="Schema"/>.</summary>
    public const string DefaultSchema = "public";

    /// <summary>Default of <see cref="MaxOpenConnections"/>.</summary>
    public const int DefaultMaxOpenConnections = 10;

    /// <summary>Default of <see cref="MaxIdleConnections"/>, or <see cref="MaxOpenConnections"/> where that is less.</summary>
    public const int DefaultMaxIdleConnections = 5;

    /// <summary>The longest <see cref="TablePrefix"/>, in characters.</summary>
    public const int MaxTablePrefixLength = 30;

    private const int MostConnections = 1000;
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(7);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    /// <summary>
    /// Where the database is: a URL (<c>postgres://user:password@host:5432/database?sslmode=require</c>, also
    /// <c>postgresql://</c>; reserved characters percent-encoded) or a connection string of Npgsql's
    /// (<c>Host=...;Username=...;Password=...</c>). Pooling and timeouts are set here, not there. Without a word on TLS, a
    /// host that is not this machine must offer it.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Whether a host that is not this machine may be talked to without TLS, password included; false by default.</summary>
    public bool AllowUnencrypted { get; set; }

    /// <summary>The schema of the tables, created when it is missing; <c>public</c> by default.</summary>
    public string Schema { get; set; } = DefaultSchema;

    /// <summary>Put before the name of every table, so that they can live beside others of the same names; empty by default.</summary>
    public string TablePrefix { get; set; } = "";

    /// <summary>The most connections at once, 2 to 1,000; 10 by default. One of them writes, the others read.</summary>
    public int MaxOpenConnections { get; set; } = DefaultMaxOpenConnections;

    /// <summary>How many connections stay open however long they are idle, 0 to <see cref="MaxOpenConnections"/>; null, the default, for 5 or as many as there may be.</summary>
    public int? MaxIdleConnections { get; set; }

    /// <summary>How old a connection may become before it is replaced by a new one, up to 7 days; 30 min by default, 0 for any age.</summary>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a connection beyond <see cref="MaxIdleConnections"/> may be idle before it is closed, 1 s to 7 days; 5 min by default.</summary>
    public TimeSpan ConnectionIdleTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one statement may take, 10 ms to 1 h; 30 s by default. The server is told, and gives up by itself.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long connecting may take, in whole seconds, 1 s to 1 h; 10 s by default.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether tables whose time is part of their key (candles) are created partitioned by month, in UTC; false by default.
    /// Partitions are made as rows come. A table that is there already stays as it is.
    /// </summary>
    public bool PartitionByMonth { get; set; }

    /// <summary>What is done about the tables when the tier opens; <see cref="MigrationMode.Apply"/> by default. A schema that is missing is only made by that.</summary>
    public MigrationMode Migrations { get; set; } = MigrationMode.Apply;

    internal int IdleConnections => MaxIdleConnections ?? Math.Min(DefaultMaxIdleConnections, MaxOpenConnections);

    /// <summary>Every problem of these options; none when they are fit for use. No problem repeats a password.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = ValidatePool();
        try
        {
            _ = PostgresAddress.Parse(ConnectionString, AllowUnencrypted);
        }
        catch (FormatException exception)
        {
            problems.Add($"{nameof(ConnectionString)} {exception.Message}");
        }

        return problems;
    }

    /// <summary>The name of the settings, without what they hold, which may be secret.</summary>
    public override string ToString() => nameof(PostgresOptions);

    // What is left to say where the application brings its own data source.
    internal List<string> ValidateTables()
    {
        var problems = new List<string>();
        if (Schema is null || !Identifier().IsMatch(Schema))
        {
            problems.Add($"{nameof(Schema)} must be 1 to 63 lower-case letters, digits and underscores, not a digit first and not 'pg_', but is '{Schema}'.");
        }

        if (TablePrefix is null || TablePrefix.Length > MaxTablePrefixLength || (TablePrefix.Length > 0 && !Identifier().IsMatch(TablePrefix)))
        {
            problems.Add($"{nameof(TablePrefix)} must be at most {MaxTablePrefixLength} lower-case letters, digits and underscores, not a digit first and not 'pg_', but is '{TablePrefix}'.");
        }

        if (!Enum.IsDefined(Migrations))
        {
            problems.Add($"{nameof(Migrations)} must be {nameof(MigrationMode.Apply)}, {nameof(MigrationMode.Validate)} or {nameof(MigrationMode.Off)}, not {Migrations}.");
        }

        Check(problems, nameof(QueryTimeout), QueryTimeout, TimeSpan.FromMilliseconds(10), LongestTimeout);
        return problems;
    }

    // A tier keeps what it was made with.
    internal PostgresOptions Copy() => (PostgresOptions)MemberwiseClone();

    private static void Check(List<string> problems, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name} must be between {least} and {most}, not {value}."));
        }
    }

    private List<string> ValidatePool()
    {
        var problems = ValidateTables();
        if (MaxOpenConnections is < 2 or > MostConnections)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxOpenConnections)} must be between 2 and {MostConnections}, not {MaxOpenConnections}."));
        }

        if (MaxIdleConnections is { } idle && (idle < 0 || idle > MaxOpenConnections))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxIdleConnections)} must be between 0 and {nameof(MaxOpenConnections)} ({MaxOpenConnections}), not {idle}."));
        }

        Check(problems, nameof(ConnectionLifetime), ConnectionLifetime, TimeSpan.Zero, LongestLife);
        Check(problems, nameof(ConnectionIdleTime), ConnectionIdleTime, TimeSpan.FromSeconds(1), LongestLife);
        Check(problems, nameof(ConnectTimeout), ConnectTimeout, TimeSpan.FromSeconds(1), LongestTimeout);
        return problems;
    }

    [GeneratedRegex(@"\A(?!pg_)[a-z_][a-z0-9_]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
