using System.Globalization;
using Npgsql;

namespace TradePersist.Postgres;

/// <summary>Reads URLs as PostgreSQL's own programs do: <c>postgresql://user:password@host:port/database?parameter=value</c>.</summary>
internal static class PostgresUrl
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    private static readonly Dictionary<string, SslMode> SslModes = new(StringComparer.Ordinal)
    {
        ["disable"] = SslMode.Disable,
        ["allow"] = SslMode.Allow,
        ["prefer"] = SslMode.Prefer,
        ["require"] = SslMode.Require,
        ["verify-ca"] = SslMode.VerifyCA,
        ["verify-full"] = SslMode.VerifyFull,
    };

    private static readonly Dictionary<string, Action<NpgsqlConnectionStringBuilder, string>> Parameters = new(StringComparer.Ordinal)
    {
        ["sslmode"] = (settings, value) => settings.SslMode = SslModes.TryGetValue(value, out var mode) ? mode : throw new FormatException("is none that exists"),
        ["sslrootcert"] = (settings, value) => settings.RootCertificate = value,
        ["sslcert"] = (settings, value) => settings.SslCertificate = value,
        ["sslkey"] = (settings, value) => settings.SslKey = value,
        ["sslpassword"] = (settings, value) => settings.SslPassword = value,
        ["application_name"] = (settings, value) => settings.ApplicationName = value,
        ["options"] = (settings, value) => settings.Options = value,
        ["passfile"] = (settings, value) => settings.Passfile = value,
        ["target_session_attrs"] = (settings, value) => settings.TargetSessionAttributes = value,
        ["host"] = (settings, value) => settings.Host = value,
        ["port"] = (settings, value) => settings.Port = ReadPort(value),
        ["user"] = (settings, value) => settings.Username = value,
        ["password"] = (settings, value) => settings.Password = value,
        ["dbname"] = (settings, value) => settings.Database = value,
    };

    public static bool IsUrl(string text) => Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a URL. Throws <see cref="FormatException"/>, which repeats nothing but the names of parameters it knows.</summary>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var rest = text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..].Trim();
        var query = After(ref rest, '?');
        var database = After(ref rest, '/');
        if ((query ?? "").Contains('@', StringComparison.Ordinal) || (database ?? "").Contains('@', StringComparison.Ordinal))
        {
            throw new FormatException("has an '@' behind the host: reserved characters in a user's name or password must be percent-encoded.");
        }

        var settings = new NpgsqlConnectionStringBuilder();
        var at = rest.LastIndexOf('@');
        if (at >= 0)
        {
            ReadUser(settings, rest[..at]);
        }

        ReadHosts(settings, rest[(at + 1)..]);
        if (database is { Length: > 0 })
        {
            settings.Database = Decode(database);
        }

        foreach (var parameter in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            ReadParameter(settings, parameter);
        }

        return settings;
    }

    private static void ReadUser(NpgsqlConnectionStringBuilder settings, string user)
    {
        var password = After(ref user, ':');
        if (user.Length > 0)
        {
            settings.Username = Decode(user);
        }

        if (password is not null)
        {
            settings.Password = Decode(password);
        }
    }

    // Several hosts stand with commas between them, and the driver takes them so.
    private static void ReadHosts(NpgsqlConnectionStringBuilder settings, string hosts)
    {
        if (hosts.Contains(',', StringComparison.Ordinal))
        {
            settings.Host = Decode(hosts);
            return;
        }

        var portAt = hosts.LastIndexOf(':');
        if (portAt > hosts.LastIndexOf(']'))
        {
            settings.Port = ReadPort(hosts[(portAt + 1)..]);
            hosts = hosts[..portAt];
        }

        if (hosts.Length > 0)
        {
            settings.Host = Decode(hosts).Trim('[', ']');
        }
    }

    private static void ReadParameter(NpgsqlConnectionStringBuilder settings, string parameter)
    {
        var name = parameter;
        var value = After(ref name, '=') ?? "";
        if (!Parameters.TryGetValue(name, out var set))
        {
            throw new FormatException($"has a parameter that is not known. Known are: {string.Join(", ", Parameters.Keys)}.");
        }

        try
        {
            set(settings, Decode(value));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new FormatException($"has a value of {name} that cannot be used.");
        }
    }

    private static int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? port
            : throw new FormatException("has a port that is no number from 1 to 65535: reserved characters in a user's name or password must be percent-encoded.");

    private static string Decode(string text) => Uri.UnescapeDataString(text);

    private static string? After(ref string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var after = text[(at + 1)..];
        text = text[..at];
        return after;
    }
}
