using Microsoft.Extensions.Configuration;
using Npgsql;
using TradePersist.Postgres;
using TradePersist.Tiers;

namespace TradePersist;

/// <summary>Adds PostgreSQL to a <see cref="TradePersistenceBuilder"/>.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>The name of the tier when it is not given another.</summary>
    public const string DefaultName = "postgres";

    /// <summary>Adds a PostgreSQL database as a tier: a required one unless told otherwise.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">A URL or a connection string; null when configuration says it (<c>Tiers:postgres:ConnectionString</c>).</param>
    /// <param name="tier">Sets up how the chain treats it.</param>
    /// <param name="options">Sets up the database.</param>
    /// <param name="name">The tier's name, for a second one.</param>
    public static TradePersistenceBuilder AddPostgres(
        this TradePersistenceBuilder builder,
        string? connectionString = null,
        Action<TierOptions>? tier = null,
        Action<PostgresOptions>? options = null,
        string name = DefaultName) => Add(builder, new PostgresOptions { ConnectionString = connectionString ?? "" }, [], tier, options, name);

    /// <summary>
    /// Adds the database that the environment names, or nothing: <c>PG_DSN</c>, else <c>DATABASE_URL</c>, says where it is;
    /// <c>PG_ENABLED</c> whether it is used (when it is not set, an address is enough); <c>PG_MAX_OPEN_CONNS</c>,
    /// <c>PG_MAX_IDLE_CONNS</c>, <c>PG_CONN_MAX_LIFETIME</c>, <c>PG_CONN_MAX_IDLE_TIME</c> and <c>PG_QUERY_TIMEOUT</c> how
    /// connections are kept, with times such as <c>250ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>. What cannot be read is an error
    /// that names the variable.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="variables">The variables, by their names: a configuration of environment variables.</param>
    /// <param name="tier">Sets up how the chain treats it.</param>
    /// <param name="options">Sets up the database, over the variables.</param>
    /// <param name="name">The tier's name, for a second one.</param>
    public static TradePersistenceBuilder AddPostgres(
        this TradePersistenceBuilder builder,
        IConfiguration variables,
        Action<TierOptions>? tier = null,
        Action<PostgresOptions>? options = null,
        string name = DefaultName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(variables);
        var postgres = new PostgresOptions();
        var read = PostgresVariables.Read(variables, postgres);
        return read.IsEnabled || read.Problems.Count > 0 ? Add(builder, postgres, read.Problems, tier, options, name) : builder;
    }

    /// <summary>
    /// Adds a database as a tier, over the application's own data source, which stays the application's to dispose of. The
    /// options say nothing of connections then, but for <see cref="PostgresOptions.QueryTimeout"/>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">The data source. One of its connections is kept for writing.</param>
    /// <param name="tier">Sets up how the chain treats it.</param>
    /// <param name="options">Sets up the database.</param>
    /// <param name="name">The tier's name, for a second one.</param>
    public static TradePersistenceBuilder AddPostgres(
        this TradePersistenceBuilder builder,
        NpgsqlDataSource dataSource,
        Action<TierOptions>? tier = null,
        Action<PostgresOptions>? options = null,
        string name = DefaultName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        var postgres = new PostgresOptions();
        options?.Invoke(postgres);
        return builder.AddTier(
            name,
            postgres,
            settings => PostgresConnections.Problems(dataSource, settings).Select(problem => $"{name}.{problem}"),
            (settings, context) => new PostgresTier(dataSource, settings, context.LoggerFactory),
            tier);
    }

    private static TradePersistenceBuilder Add(
        TradePersistenceBuilder builder, PostgresOptions postgres, IReadOnlyList<string> problems, Action<TierOptions>? tier, Action<PostgresOptions>? options, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        options?.Invoke(postgres);
        return builder.AddTier(
            name,
            postgres,
            settings => problems.Concat(settings.Validate().Select(problem => $"{name}.{problem}")),
            (settings, context) => new PostgresTier(settings, context.LoggerFactory),
            tier);
    }
}
