using System.Net;
using Npgsql;

namespace TradePersist.Postgres;

/// <summary>Reads where the database is. What is wrong is said without repeating values: any of them may hold a password.</summary>
internal static class PostgresAddress
{
    // What the options of the tier say.
    private static readonly string[] SetByOptions =
    [
        "Pooling", "Minimum Pool Size", "Maximum Pool Size", "Connection Idle Lifetime", "Connection Pruning Interval", "Connection Lifetime",
        "Timeout", "Command Timeout", "Include Error Detail", "Persist Security Info", "Log Parameters", "No Reset On Close", "Multiplexing", "Enlist",
    ];

    /// <summary>Reads a URL or a connection string.</summary>
    /// <exception cref="FormatException">It cannot be read, or would send a password over a network in the clear.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text, bool allowUnencrypted)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new FormatException("is missing.");
        }

        var settings = PostgresUrl.IsUrl(text) ? PostgresUrl.Parse(text) : ParseKeywords(text);
        if (string.IsNullOrWhiteSpace(settings.Host))
        {
            throw new FormatException("names no host.");
        }

        if (!allowUnencrypted && !Says(settings, "SSL Mode") && IsRemote(settings.Host))
        {
            settings.SslMode = SslMode.Require;
        }

        ThrowIfUnencrypted(settings, allowUnencrypted);
        return settings;
    }

    /// <summary>Refuses a host that is not this machine and may be talked to in the clear.</summary>
    public static void ThrowIfUnencrypted(NpgsqlConnectionStringBuilder settings, bool allowUnencrypted)
    {
        if (!allowUnencrypted && settings.Host is { } host && IsRemote(host) && settings.SslMode is SslMode.Disable or SslMode.Allow or SslMode.Prefer)
        {
            throw new FormatException($"names a host that is not this machine, with SSL mode {settings.SslMode}: say Require, VerifyCA or VerifyFull, or set {nameof(PostgresOptions.AllowUnencrypted)}.");
        }
    }

    // The driver's own word on whether it has a keyword is whether it knows it.
    private static bool Says(NpgsqlConnectionStringBuilder settings, string keyword) =>
        settings.Keys.Cast<string>().Contains(keyword, StringComparer.OrdinalIgnoreCase);

    // A Unix socket is a path; several hosts stand with commas between them, each perhaps with its port.
    private static bool IsRemote(string hosts) => hosts.Split(',').Select(host => host.Trim()).Any(host =>
        host.Length > 0 && host[0] is not ('/' or '@') && !IsThisMachine(host));

    private static bool IsThisMachine(string host)
    {
        var name = host.StartsWith('[') ? host[1..].Split(']')[0] : host.Count(letter => letter == ':') == 1 ? host.Split(':')[0] : host;
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }

    private static NpgsqlConnectionStringBuilder ParseKeywords(string text)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException or KeyNotFoundException or NotSupportedException)
        {
            // What the driver says may repeat a part of a password that was not quoted.
            throw new FormatException("is neither a URL (postgres://...) nor a connection string of Npgsql's: a keyword or a value in it is unknown. A value that holds ';' or '=' must stand in quotes.");
        }

        return SetByOptions.Where(keyword => Says(settings, keyword)).ToList() is { Count: > 0 } misplaced
            ? throw new FormatException($"says {string.Join(", ", misplaced)}, which the options of the tier say, or the tier itself.")
            : settings;
    }
}
