using System.CommandLine;
using TradePersist.Tool.Commands;

namespace TradePersist.Tool;

/// <summary>The commands, and what becomes of errors.</summary>
internal static class CommandLine
{
    private const string About =
        """
        Looks after a store of TradePersist: its journal, its tiers and their quarantines.

        A store that a bot runs is asked over the socket in its journal's directory. One that nobody
        runs is opened by this tool, as the bot would open it: tiers that are behind are fed.
        'journal' reads files only, whoever runs them; 'migrate' opens databases, not the store.

        Exit codes: 0 fine; 1 something is wrong: damage, differences, records in quarantine, a tier
        or journal that is not healthy; 2 arguments or files that cannot be used; 3 a store that
        cannot be reached or opened; 130 stopped by Ctrl+C.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new GlobalOptions();
        var command = new RootCommand(About)
        {
            options.Data,
            options.Config,
            options.TrailColumns,
            options.Json,
            JournalCommands.Create(options),
            QuarantineCommands.Create(options),
            TiersCommand.Create(options),
            RepairCommands.CreateVerify(options),
            RepairCommands.CreateResync(options),
            MigrateCommands.Create(options),
        };
        var parsed = command.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return options.Screen(parsed).Fail($"{string.Join('\n', parsed.Errors.Select(error => error.Message))}\n--help says more.", ExitCode.Usage);
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) }).ConfigureAwait(false);
    }
}
