using System.Text.Json;
using Microsoft.Extensions.Configuration;
using TradePersist.Trails;

namespace TradePersist.Tool.Stores;

/// <summary>Where a store is, and what it is made of.</summary>
internal sealed class StoreSettings
{
    private const string Section = "TradePersist";

    private readonly IConfiguration _configuration;
    private readonly IReadOnlyList<string> _tierNames;
    private readonly TrailSchema? _trails;

    private StoreSettings(IConfiguration configuration, IReadOnlyList<string> tierNames, TrailSchema? trails)
    {
        _configuration = configuration;
        _tierNames = tierNames;
        _trails = trails;
        DataFolder = configuration["DataFolder"] ?? new TradePersistenceOptions().DataFolder;
        JournalDirectory = configuration["Journal:Directory"] is { Length: > 0 } directory ? directory : Path.Combine(DataFolder, "journal");
    }

    public string DataFolder { get; }

    public string JournalDirectory { get; }

    /// <summary>Throws <see cref="UsageException"/> for files that cannot be read.</summary>
    public static StoreSettings Read(string? dataFolder, string? configurationFile, string? trailColumns)
    {
        try
        {
            var builder = new ConfigurationBuilder();
            var names = configurationFile is null ? [] : ReadTierNames(configurationFile);
            if (configurationFile is not null)
            {
                builder.AddJsonFile(Path.GetFullPath(configurationFile), optional: false);
            }

            if (dataFolder is not null)
            {
                builder.AddInMemoryCollection([new($"{Section}:DataFolder", dataFolder)]);
            }

            return new StoreSettings(builder.Build().GetSection(Section), names, trailColumns is null ? null : TrailSchema.Parse(File.ReadAllText(trailColumns)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException or InvalidDataException)
        {
            throw new UsageException(exception.Message, exception);
        }
    }

    /// <summary>Sets up a store that nobody runs. Throws <see cref="UsageException"/> for tiers that cannot be set up.</summary>
    /// <param name="builder">Told of the store.</param>
    /// <param name="mustExist">Whether a tier that is named must be there.</param>
    public void Configure(TradePersistenceBuilder builder, bool mustExist = true)
    {
        builder.UseDataFolder(DataFolder).UseExistingJournal();
        if (_trails is not null)
        {
            builder.UseTrailSchema(_trails);
        }

        foreach (var tier in Tiers(mustExist))
        {
            tier.Provider.Add(builder, tier.Name);
        }

        builder.Bind(_configuration);
    }

    private List<StoreTier> Tiers(bool mustExist)
    {
        if (_tierNames.Count == 0)
        {
            List<StoreTier> known = [.. StoreProvider.All.Where(provider => provider.Entry is not null).Select(provider => new StoreTier(provider.TierName, provider, PathOf(provider)))];
            List<StoreTier> found = [.. known.Where(tier => tier.Exists)];
            return found.Count > 0 ? found : throw new IOException($"No store lies in {DataFolder}: none of {string.Join(", ", known.Select(tier => tier.Provider.Entry))}.");
        }

        List<StoreTier> named = [.. _tierNames.Select(Named)];
        return mustExist && named.Find(tier => !tier.Exists) is { } missing
            ? throw new IOException($"Tier '{missing.Name}' is said to be in {missing.Path}, and nothing is there.")
            : named;
    }

    private StoreTier Named(string name)
    {
        var settings = _configuration.GetSection($"Tiers:{name}");
        var kind = settings["Provider"];
        var provider = StoreProvider.All.FirstOrDefault(provider => kind is null ? provider.TierName == name : provider.Name.Equals(kind, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"Tiers:{name}:Provider must be one of {string.Join(", ", StoreProvider.All.Select(provider => provider.Name))}, not '{kind}'.");
        return new StoreTier(name, provider, provider.Entry is not null && settings["Path"] is { Length: > 0 } path ? path : PathOf(provider));
    }

    private string? PathOf(StoreProvider provider) => provider.Entry is null ? null : Path.Combine(DataFolder, provider.Entry);

    // Configuration sorts its keys, and tiers are read in the order in which they stand in the file.
    private static List<string> ReadTierNames(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        return document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(Section, out var section)
            ? throw new UsageException($"{path} has no section {Section}.")
            : section.TryGetProperty("Tiers", out var tiers) ? [.. tiers.EnumerateObject().Select(tier => tier.Name)] : [];
    }
}
