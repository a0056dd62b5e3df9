using System.CommandLine;
using Spectre.Console;
using TradePersist.Journal;
using TradePersist.Tool.Output;
using TradePersist.Tool.Stores;

namespace TradePersist.Tool.Commands;

/// <summary><c>journal verify</c> and <c>journal dump</c>: both read the files, beside a bot that runs or not.</summary>
internal static class JournalCommands
{
    private static readonly Option<long> From = new("--from")
    {
        Description = "The first record.",
        HelpName = "LSN",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<long> To = new("--to")
    {
        Description = "The last record.",
        HelpName = "LSN",
        DefaultValueFactory = _ => long.MaxValue,
    };

    private static readonly Option<string?> Table = new("--table") { Description = "What happened to this table only.", HelpName = "NAME" };

    private static readonly Option<long> Limit = new("--limit")
    {
        Description = "At most so many records.",
        HelpName = "N",
        DefaultValueFactory = _ => long.MaxValue,
    };

    public static Command Create(GlobalOptions options)
    {
        var verify = new Command("verify", "Scans every segment and every frame, and names what is damaged. Changes nothing.");
        verify.Run(options, (_, settings, screen, stop) => VerifyAsync(settings, screen, stop));
        var dump = new Command("dump", "Writes the records, by the tables and columns that each was written with: a line for each row, or with --json a line of JSON for each record.") { From, To, Table, Limit };
        dump.Run(options, DumpAsync);
        return new Command("journal", "Looks into the journal's files.") { verify, dump };
    }

    private static async Task<int> VerifyAsync(StoreSettings settings, Screen screen, CancellationToken stop)
    {
        var found = await new JournalInspector(settings.JournalDirectory).InspectAsync(stop).ConfigureAwait(false);
        screen.Show(found, console =>
        {
            console.WriteLine($"Journal {found.JournalId?.ToString() ?? "of unknown id"} in {found.Directory}");
            console.WriteLine(Numbers.Text($"Segments: {found.Segments.Count}, {found.FileBytes:N0} bytes, records {found.FirstLsn} to {found.LastLsn}, shown to be synced up to {found.DurableLsn}"));
            foreach (var damage in found.Damage)
            {
                console.WriteLine(Numbers.Text($"{(damage.IsTornTail ? "Unfinished end" : "DAMAGE")}: {damage.File} at byte {damage.Offset}: {damage.Reason}"));
            }

            console.WriteLine(found.Damage.Count == 0 ? "No damage."
                : found.Damage.All(damage => damage.IsTornTail) ? "Nobody was promised what is unfinished: the next opening cuts it off."
                : "The journal will not open.");
        });
        return found.Damage.Count == 0 ? ExitCode.Fine : ExitCode.Wrong;
    }

    private static async Task<int> DumpAsync(ParseResult parsed, StoreSettings settings, Screen screen, CancellationToken stop)
    {
        var (to, limit, table) = (parsed.GetRequiredValue(To), parsed.GetRequiredValue(Limit), parsed.GetValue(Table));
        var written = 0L;
        var output = Screen.Lines();
        await using (output.ConfigureAwait(false))
        {
            try
            {
                await foreach (var record in new JournalInspector(settings.JournalDirectory).ReadAsync(parsed.GetRequiredValue(From), stop).ConfigureAwait(false))
                {
                    if (record.Lsn > to || written >= limit)
                    {
                        break;
                    }

                    written += screen.IsJson ? RecordJson.Write(output, record, table) : RecordText.Write(output, record, table);
                }
            }
            catch (JournalCorruptException damage)
            {
                return Screen.Complain(damage.Message, ExitCode.Wrong);
            }
        }

        return written == 0 ? Screen.Complain("There is no such record.", ExitCode.Fine) : ExitCode.Fine;
    }
}
