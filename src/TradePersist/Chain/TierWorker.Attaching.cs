using TradePersist.Diagnostics;
using TradePersist.Tiers;

namespace TradePersist.Chain;

// Finding the record that the tier goes on from.
internal sealed partial class TierWorker
{
    /// <summary>Notes, where the tier's position is 0 or its place is certain, that it counts for every table that the tier holds.</summary>
    public void NoteAttached() => _note.Attached(_tables);

    /// <summary>The position under the journal's present identity; null when the tier has none.</summary>
    private async Task<(long? Position, bool IsAhead)> FindPositionAsync(CancellationToken cancellationToken)
    {
        long? position = null;
        await RetryAsync(async token => position = await Tier.ReadPositionAsync(_journal.Id, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

        // Later, a position beyond the one known here is only a commit whose acknowledgement was lost.
        var isFirstAttach = Status.Position < 0;
        return (position, isFirstAttach && position > _lastLsnAtOpen);
    }

    private async Task<bool> AttachAsync(CancellationToken cancellationToken)
    {
        var (stored, isAhead) = await FindPositionAsync(cancellationToken).ConfigureAwait(false);
        long? first = _journal.FirstLsn == 1 ? 0 : null;
        var start = stored ?? await FindFormerPositionAsync(cancellationToken).ConfigureAwait(false) ?? first;
        if (isAhead)
        {
            ChainLog.TierAhead(_logger, Name, stored!.Value, _lastLsnAtOpen);
            start = _lastLsnAtOpen;
        }

        var added = _note.LeftOutOf(_tables);
        start = added.Count > 0 ? first : start;
        if (start is not { } position || position < _journal.FirstLsn - 1)
        {
            CutLoose(added.Count > 0
                ? $"it holds {string.Join(", ", added)} only from now on, and the journal no longer holds its first records."
                : start is null
                    ? "it has no position of this journal, and the journal no longer holds its first records."
                    : $"it is at {start}, and the journal begins at {_journal.FirstLsn}.");
            Moved();
            return false;
        }

        if (stored != position)
        {
            await ApplyWithRetryAsync([], stored, position, cancellationToken).ConfigureAwait(false);
        }

        // After a crash before this the tier goes back again; the other way round nobody would know that it has to.
        NoteAttached();
        Status.MoveTo(position);
        Status.TrySet(TierState.Up, error: null);
        ChainLog.TierUp(_logger, Name, position, _journal.LastLsn - position);
        Moved();
        return true;
    }

    private async Task<long?> FindFormerPositionAsync(CancellationToken cancellationToken)
    {
        foreach (var former in _journal.FormerIds)
        {
            long? position = null;
            await RetryAsync(async token => position = await Tier.ReadPositionAsync(former.Id, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            if (position is { } found)
            {
                return Math.Min(found, former.LastLsn);
            }
        }

        return null;
    }
}
