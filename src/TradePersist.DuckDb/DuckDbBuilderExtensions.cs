using Microsoft.Extensions.Logging;
using TradePersist.DuckDb;
using TradePersist.Tiers;

namespace TradePersist;

/// <summary>Adds DuckDB to a <see cref="TradePersistenceBuilder"/>.</summary>
public static class DuckDbBuilderExtensions
{
    /// <summary>The name of the tier when it is not given another.</summary>
    public const string DefaultName = "duckdb";

    /// <summary>The database file in the data folder, when no other is named.</summary>
    public const string DefaultFile = "tradepersist.duckdb";

    /// <summary>Adds a DuckDB database as a tier: a required one unless told otherwise.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file, relative to the working directory; null for <c>tradepersist.duckdb</c> in the data folder; <see cref="DuckDbOptions.InMemory"/> for none.</param>
    /// <param name="tier">Sets up how the chain treats it.</param>
    /// <param name="options">Sets up the database.</param>
    /// <param name="name">The tier's name, for a second one.</param>
    public static TradePersistenceBuilder AddDuckDb(
        this TradePersistenceBuilder builder,
        string? path = null,
        Action<TierOptions>? tier = null,
        Action<DuckDbOptions>? options = null,
        string name = DefaultName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var duckDb = new DuckDbOptions { Path = path ?? "" };
        options?.Invoke(duckDb);
        return builder.AddTier(name, duckDb, settings => settings.Validate().Select(problem => $"{name}.{problem}"), Create, tier);
    }

    private static DuckDbTier Create(DuckDbOptions options, TierContext context)
    {
        if (options.Path.Length == 0)
        {
            options.Path = Path.Combine(context.DataFolder, DefaultFile);
        }

        return new DuckDbTier(options, context.LoggerFactory.CreateLogger(nameof(TradePersist)));
    }
}
