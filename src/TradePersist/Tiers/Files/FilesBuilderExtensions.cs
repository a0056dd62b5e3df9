using Microsoft.Extensions.Logging;
using TradePersist.Tiers;

namespace TradePersist;

/// <summary>Adds files to a <see cref="TradePersistenceBuilder"/>.</summary>
public static class FilesBuilderExtensions
{
    /// <summary>The name of the tier when it is not given another.</summary>
    public const string DefaultName = "files";

    /// <summary>The folder in the data folder, when no other is named.</summary>
    public const string DefaultFolder = "files";

    /// <summary>Adds a folder of JSON files as a tier: a required one unless told otherwise.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The folder, relative to the working directory; null for <c>files</c> in the data folder.</param>
    /// <param name="tier">Sets up how the chain treats it.</param>
    /// <param name="options">Sets up the files.</param>
    /// <param name="name">The tier's name, for a second one.</param>
    public static TradePersistenceBuilder AddFiles(
        this TradePersistenceBuilder builder,
        string? path = null,
        Action<TierOptions>? tier = null,
        Action<FileTierOptions>? options = null,
        string name = DefaultName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var files = new FileTierOptions { Path = path ?? "" };
        options?.Invoke(files);
        return builder.AddTier(name, files, settings => settings.Validate().Select(problem => $"{name}.{problem}"), Create, tier);
    }

    private static FileTier Create(FileTierOptions options, TierContext context)
    {
        if (options.Path.Length == 0)
        {
            options.Path = Path.Combine(context.DataFolder, DefaultFolder);
        }

        return new FileTier(options, context.LoggerFactory.CreateLogger<FileTier>());
    }
}
