using TradePersist.Diagnostics;
using TradePersist.Model;
using TradePersist.Tiers;

namespace TradePersist.Chain;

// Finding the record that the tier goes on from.
internal sealed partial class TierWorker
{
    // What is beyond is of another journal, which this one has replaced. Once the tier is attached, a position beyond the one
    // known here is only a commit whose acknowledgement was lost.
    private long AtMost => Status.Position < 0 ? _note.AtMost ?? _lastLsnAtOpen : long.MaxValue;

    /// <summary>Notes that the tier's position counts for every table that the tier holds. One of 0 does, and none at all.</summary>
    public void NoteAttached() => _note.Attached(_tables);

    /// <summary>Notes that the journal goes on without the tier. Before it is admitted.</summary>
    public void NoteMissed() => _note.Missed(_lastLsnAtOpen);

    // Another program's tier: what that one would not create, or feed, is not created or fed here.
    private void ThrowIfGuestOfOtherTables()
    {
        if (!_isGuest)
        {
            return;
        }

        var held = _note.Holds ?? throw new InvalidDataException("Its own program has not attached it to this journal yet, so what it holds is not known: start that once.");
        if (!held.SequenceEqual(_tables))
        {
            throw new InvalidDataException($"It holds {string.Join(", ", held)}, and is said to hold {string.Join(", ", _tables)}.");
        }
    }

    /// <summary>The position under the journal's present identity; null when the tier has none.</summary>
    private async Task<long?> FindPositionAsync(CancellationToken cancellationToken)
    {
        long? position = null;
        await RetryAsync(async token => position = await Tier.ReadPositionAsync(_journal.Id, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return position;
    }

    private async Task<bool> AttachAsync(CancellationToken cancellationToken)
    {
        var stored = await FindPositionAsync(cancellationToken).ConfigureAwait(false);
        var start = stored ?? await FindFormerPositionAsync(cancellationToken).ConfigureAwait(false);
        if (start > AtMost)
        {
            ChainLog.TierAhead(_logger, Name, start.Value, AtMost);
            start = AtMost;
        }

        // A guest begins nothing: the store may be another one, or its tables have another prefix.
        long? first = _journal.FirstLsn == 1 && !_isGuest ? 0 : null;
        var added = _note.LeftOutOf(_tables);
        start = added.Count > 0 ? first : start ?? first;
        if (start is not { } position || position < _journal.FirstLsn - 1)
        {
            if (start is null && added.Count == 0)
            {
                NoteAttached();
            }

            CutLoose(start is { } old
                ? $"it is at {old}, and the journal begins at {_journal.FirstLsn}."
                : $"{What(added)}, and {(_isGuest ? "only its own program begins one" : "the journal no longer holds its first records")}.");
            Moved();
            return false;
        }

        if (stored != position)
        {
            var batch = new TierBatch(_journal.Id, stored, position, []);
            await RetryAsync(token => Tier.ApplyAsync(batch, token), cancellationToken).ConfigureAwait(false);
        }

        // After a crash before this the tier goes back again; the other way round nobody would know that it has to.
        NoteAttached();
        Status.Attach(position);
        ChainLog.TierUp(_logger, Name, position, _journal.LastLsn - position);
        Moved();
        return true;
    }

    private static string What(IReadOnlyList<Table> added) => added.Count == 0
        ? "it has no position of this journal"
        : $"it holds {string.Join(", ", added)} only from now on";

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
