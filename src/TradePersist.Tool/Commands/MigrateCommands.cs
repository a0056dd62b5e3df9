using System.CommandLine;
using TradePersist.Control;
using TradePersist.Relational;
using TradePersist.Tool.Output;
using TradePersist.Tool.Stores;

namespace TradePersist.Tool.Commands;

/// <summary><c>migrate up</c>, <c>down</c>, <c>status</c>, <c>script</c> and <c>validate</c>: the schemas of SQL tiers, which are not opened for that.</summary>
internal static class MigrateCommands
{
    private static readonly Option<string?> Tier = new("--tier") { Description = "This tier only; all SQL tiers by default.", HelpName = "NAME" };

    private static readonly Option<int?> Up = new("--to") { Description = "The last version to apply; the newest by default.", HelpName = "N" };

    private static readonly Option<int> Down = new("--to") { Description = "The version that is left; 0 for none.", HelpName = "N", Required = true };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Yes, drop the tables, with all rows in them." };

    private static readonly Option<int?> From = new("--from") { Description = "The version that the database has.", HelpName = "N" };

    private static readonly Option<int?> To = new("--to") { Description = "The version that it shall have.", HelpName = "N" };

    private static readonly Option<bool> Backwards = new("--down") { Description = "From the newest version down to none, unless told otherwise." };

    public static Command Create(GlobalOptions options)
    {
        var up = new Command("up", "Applies the versions that are missing. No bot may run the store meanwhile.") { Tier, Up };
        up.Run(options, (parsed, settings, screen, stop) => ChangeAsync(
            parsed, settings, screen, mayCreate: true, (migrator, store) => migrator.UpAsync(store, parsed.GetValue(Up), stop), stop));
        var down = new Command("down", "Drops what the versions above one have made, with all rows in it. No bot may run the store meanwhile.") { Tier, Down, Yes };
        down.Validators.Add(result =>
        {
            if (!result.GetValue(Yes))
            {
                result.AddError("Tables are dropped with all rows in them. If that is meant, say --yes.");
            }
        });
        down.Run(options, (parsed, settings, screen, stop) => ChangeAsync(
            parsed, settings, screen, mayCreate: false, (migrator, store) => migrator.DownAsync(store, parsed.GetValue(Down), stop), stop));
        var status = new Command("status", "Shows which versions are applied, and what is not as they say. Changes nothing.") { Tier };
        status.Run(options, (parsed, settings, screen, stop) => LookAsync(parsed, settings, screen, _ => ExitCode.Fine, stop));
        var validate = new Command("validate", "The same; the exit code is 1 when anything is not the model's.") { Tier };
        validate.Run(options, (parsed, settings, screen, stop) => LookAsync(
            parsed, settings, screen, found => found.All(tier => tier.Status.Problems.Count == 0) ? ExitCode.Fine : ExitCode.Wrong, stop));
        var script = new Command("script", "Prints the SQL, for who applies it by other means. Needs no database.") { Tier, From, To, Backwards };
        script.Run(options, (parsed, settings, screen, _) => ScriptAsync(parsed, settings, screen));
        return new Command("migrate", "The versions of the schemas of SQL tiers.") { up, down, status, validate, script };
    }

    private static async Task<int> ChangeAsync(
        ParseResult parsed, StoreSettings settings, Screen screen, bool mayCreate, Func<Migrator, ISchemaStore, Task> change, CancellationToken stop)
    {
        if (await RunningStore.FindAsync(settings.JournalDirectory, stop).ConfigureAwait(false) is not null)
        {
            return screen.Fail($"A bot runs the store of {settings.JournalDirectory}. Stop it first.", ExitCode.Unreachable);
        }

        var store = StoreMaintenance.Begin(builder => settings.Configure(builder, mustExist: !mayCreate), isAlone: true);
        await using var closing = store.ConfigureAwait(false);
        var found = new List<TierSchema>();
        foreach (var tier in Chosen(store, parsed))
        {
            found.Add(await InSchemaAsync(tier, mayCreate, change, stop).ConfigureAwait(false));
        }

        MigrateScreen.Show(screen, found);
        return ExitCode.Fine;
    }

    private static async Task<int> LookAsync(
        ParseResult parsed, StoreSettings settings, Screen screen, Func<IReadOnlyList<TierSchema>, int> judge, CancellationToken stop)
    {
        var store = StoreMaintenance.Begin(builder => settings.Configure(builder), isAlone: false);
        await using var closing = store.ConfigureAwait(false);
        var found = new List<TierSchema>();
        foreach (var tier in Chosen(store, parsed))
        {
            found.Add(await InSchemaAsync(tier, mayCreate: false, (_, _) => Task.CompletedTask, stop).ConfigureAwait(false));
        }

        MigrateScreen.Show(screen, found);
        return judge(found);
    }

    private static async Task<int> ScriptAsync(ParseResult parsed, StoreSettings settings, Screen screen)
    {
        var store = StoreMaintenance.Begin(builder => settings.Configure(builder, mustExist: false), isAlone: false);
        await using var closing = store.ConfigureAwait(false);
        var (from, to, isDown) = (parsed.GetValue(From), parsed.GetValue(To), parsed.GetValue(Backwards));
        var (above, last) = isDown ? (to ?? 0, from ?? int.MaxValue) : (from ?? 0, to ?? int.MaxValue);
        var scripts = Chosen(store, parsed).Select(tier => new TierScript(
            tier.Name,
            [.. new Migrator(((IMigratableTier)tier.Tier).Dialect, tier.Tables).Migrations.Where(migration => migration.Version > above && migration.Version <= last)],
            isDown)).ToList();
        MigrateScreen.Show(screen, scripts);
        return ExitCode.Fine;
    }

    private static Task<TierSchema> InSchemaAsync(MaintainedTier tier, bool mayCreate, Func<Migrator, ISchemaStore, Task> work, CancellationToken stop) =>
        ((IMigratableTier)tier.Tier).InSchemaAsync(
            async (dialect, store) =>
            {
                var migrator = new Migrator(dialect, tier.Tables);
                await work(migrator, store).ConfigureAwait(false);
                return new TierSchema(tier.Name, await migrator.InspectAsync(store, stop).ConfigureAwait(false));
            },
            mayCreate,
            stop);

    private static List<MaintainedTier> Chosen(StoreMaintenance store, ParseResult parsed)
    {
        var name = parsed.GetValue(Tier);
        var chosen = store.Tiers.Where(tier => tier.Tier is IMigratableTier && (name is null || tier.Name == name)).ToList();
        return chosen.Count > 0 ? chosen : throw new UsageException(name is null ? "There is no SQL tier." : $"There is no SQL tier '{name}'.");
    }
}
