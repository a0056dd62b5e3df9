using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace TradePersist.Postgres;

/// <summary>
/// Reads the variables that a bot's environment has: <c>PG_DSN</c> or, without one, <c>DATABASE_URL</c>; <c>PG_ENABLED</c>;
/// and how the connections are kept. One that is set and empty counts as not set.
/// </summary>
internal sealed partial class PostgresVariables
{
    private readonly IConfiguration _configuration;
    private readonly List<string> _problems = [];

    private PostgresVariables(IConfiguration configuration) => _configuration = configuration;

    /// <summary>Every variable that cannot be read, by name.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Whether there is to be a tier: what PG_ENABLED says, else whether there is an address.</summary>
    public bool IsEnabled { get; private set; }

    public static PostgresVariables Read(IConfiguration configuration, PostgresOptions options)
    {
        var variables = new PostgresVariables(configuration);
        variables.ReadInto(options);
        return variables;
    }

    private void ReadInto(PostgresOptions options)
    {
        var address = Text("PG_DSN") ?? Text("DATABASE_URL");
        options.ConnectionString = address ?? options.ConnectionString;
        IsEnabled = Read("PG_ENABLED", Flag, "true or false") ?? address is not null;
        options.MaxOpenConnections = Read("PG_MAX_OPEN_CONNS", Whole, "a whole number") ?? options.MaxOpenConnections;
        options.MaxIdleConnections = Read("PG_MAX_IDLE_CONNS", Whole, "a whole number") ?? options.MaxIdleConnections;
        options.ConnectionLifetime = Read("PG_CONN_MAX_LIFETIME", Duration, Durations) ?? options.ConnectionLifetime;
        options.ConnectionIdleTime = Read("PG_CONN_MAX_IDLE_TIME", Duration, Durations) ?? options.ConnectionIdleTime;
        options.QueryTimeout = Read("PG_QUERY_TIMEOUT", Duration, Durations) ?? options.QueryTimeout;
        if (IsEnabled && address is null && options.ConnectionString.Length == 0)
        {
            _problems.Add("PG_ENABLED is true, and neither PG_DSN nor DATABASE_URL says where the database is.");
        }
    }

    private const string Durations = "a time such as 250ms, 30s, 5m or 1h";

    private string? Text(string name) => _configuration[name] is { Length: > 0 } text ? text : null;

    private T? Read<T>(string name, Func<string, T?> parse, string wanted)
        where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var value = parse(text.Trim());
        if (value is null)
        {
            _problems.Add($"{name} must be {wanted}, not '{text}'.");
        }

        return value;
    }

    private static bool? Flag(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "ON" => true,
        "FALSE" or "0" or "NO" or "OFF" => false,
        _ => null,
    };

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? Duration(string text)
    {
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        if (DurationText().Match(text) is not { Success: true } match
            || !double.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > int.MaxValue)
        {
            return null;
        }

        return number * match.Groups[2].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            _ => TimeSpan.FromHours(1),
        };
    }

    [GeneratedRegex(@"\A([0-9]+(?:\.[0-9]+)?)(ms|s|m|h)\z", RegexOptions.CultureInvariant)]
    private static partial Regex DurationText();
}
