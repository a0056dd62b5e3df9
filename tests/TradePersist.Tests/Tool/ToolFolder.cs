using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TradePersist.Chain;
using TradePersist.Journal;
using TradePersist.Journal.Storage;
using TradePersist.Model;
using TradePersist.Tests.Chain.Codec;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Tool;

/// <summary>A folder with a store in <c>data</c>, and the tool as an operator runs it there.</summary>
internal sealed class ToolFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Root => _folder.Root;

    public string Data => _folder["data"];

    public string Journal => _folder["data/journal"];

    public string this[string name] => _folder[name];

    public Task<ProgramRun> RunAsync(params string[] arguments) => ProgramProcess.RunAsync("TradePersist.Tool", Root, arguments);

    /// <summary>Runs a command with <c>--json</c> and parses its answer.</summary>
    public async Task<(int ExitCode, JsonElement Answer)> AskAsync(params string[] arguments)
    {
        var run = await RunAsync([.. arguments, "--json"]);
        try
        {
            using var document = JsonDocument.Parse(run.Output);
            return (run.ExitCode, document.RootElement.Clone());
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"No JSON: {run.Everything}", exception);
        }
    }

    /// <summary>A store of SQLite and files, as a bot has it.</summary>
    public Task<TradePersistence> OpenAsync(Action<TradePersistenceBuilder>? configure = null) => TradePersistence.OpenAsync(builder =>
    {
        builder.UseDataFolder(Data).AddSqlite().AddFiles();
        configure?.Invoke(builder);
    });

    /// <summary>The same, filled with candles and closed.</summary>
    public async Task FillAsync(int candles, Action<TradePersistenceBuilder>? configure = null)
    {
        await using var store = await OpenAsync(configure);
        await store.Candles.SaveAsync(Bars.Many(candles));
    }

    /// <summary>A journal alone, with the changes of a program of other tables.</summary>
    public async Task WriteJournalAsync(IReadOnlyList<Table> tables, IEnumerable<Change> changes, int segmentBytes = JournalOptions.DefaultSegmentBytes)
    {
        var options = new JournalOptions { SegmentBytes = segmentBytes };
        await using var journal = await ChangeJournal.OpenAsync(
            new DiskJournalStorage(Journal), options, new JournalSchema(tables).Json, onDurable: null, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        foreach (var change in changes)
        {
            var ticket = await journal.AppendAsync(new PayloadEntry(CodecBench.Encode(tables, change)), inline: true);
            await ticket.WhenDurableAsync();
        }
    }

    public string[] Segments() => [.. Directory.EnumerateFiles(Journal, "*.tpj").Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();
}
