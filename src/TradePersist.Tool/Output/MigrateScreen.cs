using Spectre.Console;
using TradePersist.Relational;

namespace TradePersist.Tool.Output;

/// <summary>Schemas of tiers, and the SQL that makes them.</summary>
internal static class MigrateScreen
{
    public static void Show(Screen screen, IReadOnlyList<TierSchema> found) => screen.Show(
        found.Select(tier => new { tier.Tier, tier.Status.Versions, tier.Status.Problems }),
        console =>
        {
            foreach (var tier in found)
            {
                Draw(console, tier);
            }
        });

    public static void Show(Screen screen, IReadOnlyList<TierScript> scripts) => screen.Show(
        scripts.SelectMany(script => Ordered(script).Select(migration => new { script.Tier, migration.Version, migration.Name, migration.Checksum, Statements = Statements(script, migration) })),
        _ => Write(scripts));

    private static void Draw(IAnsiConsole console, TierSchema tier)
    {
        var table = new Table().AddColumns("tier", "version", "name", "state", "applied at", "by");
        foreach (var version in tier.Status.Versions)
        {
            table.AddRow(
                new Text(tier.Tier),
                new Text(Numbers.Text($"{version.Version}")),
                new Text(version.Name),
                new Text(version.State.ToString()),
                new Text(version.Applied is { } applied ? Numbers.Text($"{applied.AppliedAt:yyyy-MM-ddTHH:mm:ssZ}") : ""),
                new Text(version.Applied?.AppliedBy ?? ""));
        }

        console.Write(table);
        foreach (var problem in tier.Status.Problems)
        {
            console.WriteLine($"{tier.Tier}: {problem}");
        }
    }

    // As it is: what goes to another program must not be wrapped.
    private static void Write(IReadOnlyList<TierScript> scripts)
    {
        using var output = Screen.Lines();
        foreach (var script in scripts)
        {
            output.WriteLine($"-- {script.Tier}");
            foreach (var migration in Ordered(script))
            {
                output.WriteLine($"-- {migration}");
                foreach (var statement in Statements(script, migration))
                {
                    output.WriteLine($"{statement};");
                }
            }
        }
    }

    private static IEnumerable<Migration> Ordered(TierScript script) => script.IsDown ? script.Migrations.Reverse() : script.Migrations;

    private static IReadOnlyList<string> Statements(TierScript script, Migration migration) => script.IsDown ? migration.Down : migration.Up;
}
