using Npgsql;
using TradePersist.Postgres;

namespace TradePersist.Benchmarks.Postgres;

/// <summary>Schemas on the server that the environment names. Each is dropped at the end.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>The variable that <c>eng/servers.sh</c> sets.</summary>
    public const string Variable = "TRADEPERSIST_TEST_POSTGRES";

    private readonly List<string> _schemas = [];

    /// <summary>Where the server is; null when the environment does not say.</summary>
    public static string? Url => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url ? url : null;

    /// <summary>A connection of the hand-written side, outside of every pool.</summary>
    public static async Task<NpgsqlConnection> ConnectAsync(string schema)
    {
        var connection = new NpgsqlConnection(ConnectionString(schema));
        await connection.OpenAsync();
        return connection;
    }

    public static string ConnectionString(string schema)
    {
        var settings = PostgresAddress.Parse(Url!, allowUnencrypted: false);
        (settings.Pooling, settings.SearchPath) = (false, schema);
        return settings.ConnectionString;
    }

    /// <summary>A name that is not taken; the schema is the tier's to make.</summary>
    public string NewSchema()
    {
        var schema = $"bench_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):n}";
        _schemas.Add(schema);
        return schema;
    }

    public Task<TierFile> TierAsync(string schema) => TierFile.OpenAsync(new PostgresTier(new PostgresOptions { ConnectionString = Url!, Schema = schema }));

    /// <summary>A schema with the tier's own tables, indexes and checks.</summary>
    public async Task<string> CreateAsync()
    {
        var schema = NewSchema();
        await using var tier = await TierAsync(schema);
        return schema;
    }

    /// <summary>Drops what there is, so that no vacuum of it runs while something else is measured.</summary>
    public async Task DropAsync()
    {
        foreach (var schema in _schemas)
        {
            await using var connection = await ConnectAsync(schema);
            await using var command = new NpgsqlCommand($"DROP SCHEMA IF EXISTS {schema} CASCADE", connection);
            await command.ExecuteNonQueryAsync();
        }

        _schemas.Clear();
    }

    public async ValueTask DisposeAsync() => await DropAsync();
}
