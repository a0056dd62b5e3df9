using Npgsql;

namespace TradePersist.Postgres;

/// <summary>The data source that a tier's connections come from: its own, or the application's.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    private const int PruningSeconds = 10;

    private readonly NpgsqlDataSource _source;
    private readonly bool _isOurs;

    private PostgresConnections(NpgsqlDataSource source, bool isOurs) => (_source, _isOurs) = (source, isOurs);

    public static PostgresConnections Open(PostgresOptions options)
    {
        var settings = PostgresAddress.Parse(options.ConnectionString, options.AllowUnencrypted);
        settings.MaxPoolSize = options.MaxOpenConnections;
        settings.MinPoolSize = options.IdleConnections;
        settings.ConnectionLifetime = WholeSeconds(options.ConnectionLifetime);
        settings.ConnectionIdleLifetime = WholeSeconds(options.ConnectionIdleTime);
        settings.ConnectionPruningInterval = Math.Min(PruningSeconds, settings.ConnectionIdleLifetime);
        settings.Timeout = WholeSeconds(options.ConnectTimeout);
        settings.CommandTimeout = WholeSeconds(options.QueryTimeout);
        settings.KeepAlive = settings.KeepAlive == 0 ? WholeSeconds(options.QueryTimeout) : settings.KeepAlive;
        settings.ApplicationName ??= "TradePersist";

        // A distributed transaction of the caller's is none of ours.
        settings.Enlist = false;
        return new PostgresConnections(new NpgsqlDataSourceBuilder(settings.ConnectionString).Build(), isOurs: true);
    }

    public static PostgresConnections Of(NpgsqlDataSource source) => new(source, isOurs: false);

    /// <summary>What keeps a tier from using the application's data source.</summary>
    public static IEnumerable<string> Problems(NpgsqlDataSource source, PostgresOptions options)
    {
        List<string> problems = options.ValidateTables();
        try
        {
            PostgresAddress.ThrowIfUnencrypted(new NpgsqlConnectionStringBuilder(source.ConnectionString), options.AllowUnencrypted);
        }
        catch (FormatException exception)
        {
            problems.Add($"The data source {exception.Message}");
        }

        return problems;
    }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    /// <summary>Lets go of idle connections, which are probably lost like the one that just was.</summary>
    public void Forget()
    {
        if (_isOurs)
        {
            _source.Clear();
        }
    }

    public ValueTask DisposeAsync() => _isOurs ? _source.DisposeAsync() : ValueTask.CompletedTask;

    // The driver counts in seconds. The server is told the milliseconds.
    private static int WholeSeconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
