using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TradePersist.DependencyInjection;
using TradePersist.Journal;
using TradePersist.Tiers;
using TradePersist.Trails;

namespace TradePersist;

/// <summary>
/// Says which journal and which tiers make up a <see cref="TradePersistence"/>. Tiers are read in the order in which
/// they are added. Saying the same twice changes nothing: a tier of a name that is there takes the newer settings.
/// </summary>
public sealed partial class TradePersistenceBuilder
{
    private readonly List<TierPlan> _tiers = [];
    private readonly List<string> _errors = [];
    private readonly List<IConfiguration> _configurations = [];
    private bool _isBound;

    /// <summary>The settings of the whole.</summary>
    public TradePersistenceOptions Options { get; } = new();

    internal JournalOptions Journal { get; } = new();

    internal TrailSchema TrailSchema { get; private set; } = TrailSchema.Default;

    internal TrailFlagDefault FlagDefault { get; private set; }

    internal bool IsJournalInMemory { get; private set; }

    internal bool IsGuest { get; private set; }

    internal IReadOnlyList<TierPlan> Tiers => _tiers;

    /// <summary>Keeps everything that is not told otherwise under one folder: <c>journal</c> and the embedded tiers' files.</summary>
    public TradePersistenceBuilder UseDataFolder(string folder)
    {
        Options.DataFolder = folder;
        return this;
    }

    /// <summary>Keeps the journal in a directory of its own. Relative to the working directory; <c>DataFolder/journal</c> by default.</summary>
    public TradePersistenceBuilder UseJournal(string directory, Action<JournalOptions>? configure = null)
    {
        IsJournalInMemory = false;
        Journal.Directory = directory;
        configure?.Invoke(Journal);
        return this;
    }

    /// <summary>Sets the journal up where it is.</summary>
    public TradePersistenceBuilder UseJournal(Action<JournalOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        IsJournalInMemory = false;
        configure(Journal);
        return this;
    }

    /// <summary>Keeps the journal in memory, for tests: nothing survives the process, and health says so.</summary>
    public TradePersistenceBuilder UseInMemoryJournal()
    {
        IsJournalInMemory = true;
        return this;
    }

    /// <summary>
    /// Opens another program's store in its stead, as it is: for tools. The start throws <see cref="JournalException"/> when
    /// there is no journal yet, and <see cref="JournalSchemaException"/> when its tables and columns are not those of this
    /// program. The journal lets no record go, for the other program may have tiers that are not named here; and a required
    /// tier that cannot be used does not end the start. A tier holds what that program lets it hold; one that it never
    /// attached, or that is told to hold something else here, is <see cref="TierState.Failed"/>; one whose store does not know
    /// the journal needs a resync.
    /// </summary>
    public TradePersistenceBuilder UseExistingJournal()
    {
        IsGuest = true;
        return this;
    }

    /// <summary>Says what a write waits for.</summary>
    public TradePersistenceBuilder Acknowledge(Acknowledgement acknowledgement)
    {
        Options.Acknowledgement = acknowledgement;
        return this;
    }

    /// <summary>Says which columns trails have; those of <see cref="Trails.TrailSchema.Default"/> when it is not called.</summary>
    /// <param name="schema">The columns, and where in the payload their values are.</param>
    /// <param name="flagDefault">What becomes of flags that a payload leaves out.</param>
    public TradePersistenceBuilder UseTrailSchema(TrailSchema schema, TrailFlagDefault flagDefault = TrailFlagDefault.Unknown)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (!Enum.IsDefined(flagDefault))
        {
            throw new ArgumentOutOfRangeException(nameof(flagDefault), flagDefault, "Must be Unknown or False.");
        }

        TrailSchema = schema;
        FlagDefault = flagDefault;
        return this;
    }

    /// <summary>
    /// Takes values from configuration, over those set in code: the members of <see cref="TradePersistenceOptions"/>,
    /// <c>Journal:</c> those of <see cref="JournalOptions"/>, and <c>Tiers:NAME:</c> those of a tier that was added.
    /// </summary>
    public TradePersistenceBuilder Bind(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _configurations.Add(configuration);
        return this;
    }

    /// <summary>Adds a tier of a provider; the providers' own <c>AddX</c> methods call this.</summary>
    /// <typeparam name="TOptions">The provider's options: a class of settable properties.</typeparam>
    /// <param name="name">Its name: lower-case letters, digits and dashes, at most 32.</param>
    /// <param name="providerOptions">The provider's options, which configuration may still change.</param>
    /// <param name="errors">Says what is wrong with the options, all of it.</param>
    /// <param name="create">Makes the tier, without connecting.</param>
    /// <param name="configure">Sets up how the chain treats it.</param>
    public TradePersistenceBuilder AddTier<TOptions>(
        string name,
        TOptions providerOptions,
        Func<TOptions, IEnumerable<string>> errors,
        Func<TOptions, TierContext, ITier> create,
        Action<TierOptions>? configure = null)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(providerOptions);
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(create);
        if (!TierName().IsMatch(name) || name == MemoryTier.TierName)
        {
            _errors.Add($"'{name}' is not a tier name: lower-case letters, digits and dashes, at most 32, and not '{MemoryTier.TierName}'.");
            return this;
        }

        var options = new TierOptions();
        configure?.Invoke(options);
        var plan = new TierPlan(name, options, providerOptions, () => errors(providerOptions), context => create(providerOptions, context));
        var same = _tiers.FindIndex(tier => tier.Name == name);
        if (same < 0)
        {
            _tiers.Add(plan);
        }
        else
        {
            _tiers[same] = plan;
        }

        return this;
    }

    /// <summary>Reads the configuration and checks everything. Throws <see cref="OptionsValidationException"/> with every error.</summary>
    internal void Validate()
    {
        if (!_isBound)
        {
            _isBound = true;
            _errors.AddRange(_configurations.SelectMany(BindAll).ToList());
        }

        if (string.IsNullOrWhiteSpace(Journal.Directory) && !string.IsNullOrWhiteSpace(Options.DataFolder))
        {
            Journal.Directory = Path.Combine(Options.DataFolder, "journal");
        }

        List<string> errors =
        [
            .. _errors,
            .. Options.Errors(),
            .. Journal.Validate(),
            .. _tiers.SelectMany(tier => tier.Errors()),
        ];
        if (_tiers.Count == 0 && !IsJournalInMemory)
        {
            errors.Add("No tier is added: the journal alone cannot be read from. Reference TradePersist.Sqlite and call AddSqlite().");
        }

        if (Options.Acknowledgement == Acknowledgement.RequiredTiers && _tiers.TrueForAll(tier => tier.Options.Role != TierRole.Required))
        {
            errors.Add("Acknowledgement is RequiredTiers, and no tier is required: a write would wait for nobody.");
        }

        if (errors.Count > 0)
        {
            throw new OptionsValidationException(nameof(TradePersistence), typeof(TradePersistenceOptions), errors);
        }
    }

    private IEnumerable<string> BindAll(IConfiguration configuration) =>
        ConfigurationReader.Bind(configuration, Options)
            .Concat(ConfigurationReader.Bind(configuration.GetSection("Journal"), Journal))
            .Concat(_tiers.SelectMany(tier => tier.Bind(configuration.GetSection($"Tiers:{tier.Name}"))))
            .Concat(configuration.GetSection("Tiers").GetChildren()
                .Where(section => _tiers.TrueForAll(tier => !tier.Name.Equals(section.Key, StringComparison.OrdinalIgnoreCase)))
                .Select(section => $"{section.Path}: no tier of this name is added."));

    [GeneratedRegex("^[a-z0-9-]{1,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex TierName();
}
