using System.CommandLine;
using System.Data.Common;
using Microsoft.Extensions.Options;
using TradePersist.Journal;
using TradePersist.Tool.Output;
using TradePersist.Tool.Stores;
using TradePersist.Trails;

namespace TradePersist.Tool.Commands;

/// <summary>Runs a command and turns what goes wrong into a message and an exit code.</summary>
internal static class Runner
{
    public static void Run(this Command command, GlobalOptions options, Func<ParseResult, StoreSettings, Screen, CancellationToken, Task<int>> action) =>
        command.SetAction((parsed, stop) => GuardedAsync(options.Screen(parsed), screen => action(parsed, options.Settings(parsed), screen, stop), stop));

    /// <summary>The same for what needs the store itself, running or not.</summary>
    public static void RunOnStore(this Command command, GlobalOptions options, Func<ParseResult, OpenedStore, Screen, CancellationToken, Task<int>> action) =>
        command.Run(options, async (parsed, settings, screen, stop) =>
        {
            var store = await OpenedStore.OpenAsync(settings, stop).ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                return await action(parsed, store, screen, stop).ConfigureAwait(false);
            }
        });

    private static async Task<int> GuardedAsync(Screen screen, Func<Screen, Task<int>> action, CancellationToken stop)
    {
        try
        {
            return await action(screen).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Stopped;
        }
        catch (OptionsValidationException error)
        {
            return screen.Fail(string.Join('\n', error.Failures), ExitCode.Usage);
        }
        catch (ArgumentException error)
        {
            var name = error.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
            return screen.Fail(name < 0 ? error.Message : error.Message[..name], ExitCode.Usage);
        }
        catch (Exception error) when (error is UsageException or TrailSchemaException)
        {
            return screen.Fail(error.Message, ExitCode.Usage);
        }
        catch (JournalSchemaException error)
        {
            return screen.Fail($"{error.Message}\nAsk it while the bot runs, give the bot's own trail columns with --trail-columns, or take the tool of the bot's version.", ExitCode.Unreachable);
        }
        catch (JournalInUseException error)
        {
            return screen.Fail($"{error.Message} It cannot be asked: it has no control.sock there, because it is starting or stopping, or its ControlSocket is off.", ExitCode.Unreachable);
        }
        catch (Exception error) when (error is TradePersistException or DbException or IOException or UnauthorizedAccessException)
        {
            return screen.Fail(error.Message, ExitCode.Unreachable);
        }
        catch (Exception error)
        {
            // Never the exit code of a finding.
            return screen.Fail($"This should not have happened: {error}", ExitCode.Unreachable);
        }
    }
}
