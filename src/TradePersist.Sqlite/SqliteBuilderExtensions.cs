using Microsoft.Extensions.Logging;
using TradePersist.Sqlite;
using TradePersist.Tiers;

namespace TradePersist;

/// <summary>Adds SQLite to a <see cref="TradePersistenceBuilder"/>.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>The name of the tier when it is not given another.</summary>
    public const string DefaultName = "sqlite";

    /// <summary>The database file in the data folder, when no other is named.</summary>
    public const string DefaultFile = "tradepersist.db";

    /// <summary>Adds a SQLite file as a tier: a required one unless told otherwise.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file, relative to the working directory; null for <c>tradepersist.db</c> in the data folder.</param>
    /// <param name="tier">Sets up how the chain treats it.</param>
    /// <param name="options">Sets up the database.</param>
    /// <param name="name">The tier's name, for a second one.</param>
    public static TradePersistenceBuilder AddSqlite(
        this TradePersistenceBuilder builder,
        string? path = null,
        Action<TierOptions>? tier = null,
        Action<SqliteOptions>? options = null,
        string name = DefaultName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var sqlite = new SqliteOptions { Path = path ?? "" };
        options?.Invoke(sqlite);
        return builder.AddTier(name, sqlite, settings => settings.Validate().Select(problem => $"{name}.{problem}"), Create, tier);
    }

    private static SqliteTier Create(SqliteOptions options, TierContext context)
    {
        if (options.Path.Length == 0)
        {
            options.Path = Path.Combine(context.DataFolder, DefaultFile);
        }

        return new SqliteTier(options, context.LoggerFactory.CreateLogger(nameof(TradePersist)));
    }
}
