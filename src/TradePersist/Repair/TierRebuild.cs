using System.Globalization;
using TradePersist.Chain;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Repair;

/// <summary>
/// Makes a tier that needs a resync equal to another one that goes on being fed, and has it fed again.
/// <para>
/// Where the other tier stands at the beginning is the start. Every row is copied as it is there at the start or later, and
/// then the tier is fed from the start on: what it gets twice is idempotent and comes in order, so each key ends as its last
/// change left it. The journal keeps everything after the start meanwhile, because the tier counts again.
/// </para>
/// <para>
/// Until all is there the tier's own position is 0, before the first record. After a crash it is then fed all the journal
/// has if that reaches back so far, and needs a resync if not; nothing else can come of it.
/// </para>
/// </summary>
internal sealed class TierRebuild(TierPair pair, JournalSchema schema)
{
    private const long Nothing = 0;

    private readonly RefusedRows _refused = new(schema);

    /// <summary>How many records left the quarantine.</summary>
    public int QuarantineDropped { get; private set; }

    public async Task<IReadOnlyList<TableRepair>> RunAsync(CancellationToken cancellationToken)
    {
        ThrowIfTablesAreLeftOut();
        IReadOnlyList<TableRepair> tables;
        var isUp = false;
        var failure = "it was interrupted";
        using var hold = await pair.Patience.ForAsync(pair.Tier, token => pair.Tier.BeginResyncAsync(pair.Other, token), cancellationToken).ConfigureAwait(false);
        try
        {
            // Read after it counted again: what was let go before was behind the other tier then, and that only goes on. And
            // what the other tier put into quarantine up to here is there to be seen.
            var start = pair.Other.Status.Position;
            pair.Tier.Status.Keep(after: start);
            pair.ThrowIfOtherIsIncomplete();
            tables = await CopyAsync(hold, cancellationToken).ConfigureAwait(false);
            QuarantineDropped = _refused.Replace(pair.Tier.Quarantine, start);
            await MoveAsync(hold, Nothing, start, cancellationToken).ConfigureAwait(false);
            pair.Tier.Status.MoveTo(start);
            failure = null;
        }
        catch (Exception exception)
        {
            failure = exception.Message;
            throw;
        }
        finally
        {
            hold.Dispose();
            isUp = pair.Tier.EndResync(failure);
        }

        return isUp ? tables : throw pair.Tier.Unavailable();
    }

    private async Task<IReadOnlyList<TableRepair>> CopyAsync(TierHold hold, CancellationToken cancellationToken)
    {
        await TryAsync(hold, (tier, token) => tier.OpenAsync(pair.Tier.Tables, token), cancellationToken).ConfigureAwait(false);
        var stored = await pair.Reading.PositionAsync(pair.Journal.Id, cancellationToken).ConfigureAwait(false);
        if (stored != Nothing)
        {
            await MoveAsync(hold, stored, Nothing, cancellationToken).ConfigureAwait(false);
        }

        pair.Tier.Status.MoveTo(Nothing);
        pair.Tier.NoteAttached();
        var tables = new List<TableRepair>();
        foreach (var table in pair.Tables)
        {
            tables.Add(await new TableCopier(pair, table, new RepairWriter(pair, table, hold, Nothing), _refused).RunAsync(cancellationToken).ConfigureAwait(false));
        }

        return tables;
    }

    private async Task MoveAsync(TierHold hold, long? expected, long position, CancellationToken cancellationToken)
    {
        try
        {
            await TryAsync(hold, (tier, token) => tier.ApplyAsync(new TierBatch(pair.Journal.Id, expected, position, []), token), cancellationToken).ConfigureAwait(false);
        }
        catch (PositionConflictException exception)
        {
            // The commit of an earlier try may have gone through after all.
            var stored = await pair.Reading.PositionAsync(pair.Journal.Id, cancellationToken).ConfigureAwait(false);
            if (stored != position)
            {
                throw new TierUnavailableException([new(pair.Tier.Name, $"is at {stored?.ToString(CultureInfo.InvariantCulture) ?? "no position"}, and nobody else should have moved it")], exception);
            }
        }
    }

    private Task TryAsync(TierHold hold, Func<ITier, CancellationToken, Task> action, CancellationToken cancellationToken) =>
        pair.Patience.ForWriteAsync(pair.Tier, token => hold.TryAsync(action, token), cancellationToken);

    private void ThrowIfTablesAreLeftOut()
    {
        var missing = pair.Tier.Tables.Where(table => !pair.Other.Holds(table)).Select(table => table.Name).ToList();
        if (missing.Count > 0)
        {
            throw new ArgumentException($"Tier '{pair.Tier.Name}' cannot be rebuilt from '{pair.Other.Name}', which does not hold {string.Join(", ", missing)}.");
        }
    }
}
