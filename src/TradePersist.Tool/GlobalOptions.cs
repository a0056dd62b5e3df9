using System.CommandLine;
using TradePersist.Tool.Output;
using TradePersist.Tool.Stores;

namespace TradePersist.Tool;

/// <summary>The options of every command.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Data { get; } = new("--data")
    {
        Description = "The bot's data folder; the one that the configuration names, else 'data'.",
        HelpName = "FOLDER",
        Recursive = true,
    };

    public Option<string?> Config { get; } = new("--config")
    {
        Description = "The bot's configuration, JSON with a section TradePersist. Without one, or when it names no tiers, the stores that lie in the data folder under their default names are taken.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<string?> TrailColumns { get; } = new("--trail-columns")
    {
        Description = "The bot's own trail columns, as CSV. Only needed to open a store that nobody runs.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Answers in JSON.", Recursive = true };

    public StoreSettings Settings(ParseResult parsed) =>
        StoreSettings.Read(parsed.GetValue(Data), parsed.GetValue(Config), parsed.GetValue(TrailColumns));

    public Screen Screen(ParseResult parsed) => new(parsed.GetValue(Json));
}
