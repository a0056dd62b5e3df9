using System.Runtime.CompilerServices;
using TradePersist.Chain;
using TradePersist.Journal.Format;
using TradePersist.Model;

namespace TradePersist.Journal;

/// <summary>
/// Reads the files of a journal without being its owner: takes no lock and changes nothing. The journal may be written
/// meanwhile, or be a copy. Its members throw <see cref="JournalException"/> when there is no journal, or a later version
/// wrote it, and <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when it cannot be read.
/// </summary>
/// <param name="directory">The journal's directory.</param>
/// <param name="time">The clock; the system's by default.</param>
public sealed class JournalInspector(string directory, TimeProvider? time = null)
{
    private const int BufferBytes = 1 << 16;

    private readonly JournalFolder _folder = new(directory);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>
    /// Scans every segment and every frame. What is being written just now is no damage: an unfinished end counts when it
    /// stays as it is for a second.
    /// </summary>
    public Task<JournalInspection> InspectAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => new JournalScan(_folder, _time).RunAsync(cancellationToken), cancellationToken);

    /// <summary>
    /// Reads the records in order, each by the tables and columns of its own segment, up to the last one that is whole.
    /// Throws <see cref="JournalCorruptException"/> where a record that was synced cannot be read.
    /// </summary>
    /// <param name="fromLsn">The first record that is wanted; the journal's first by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<RecordedChange> ReadAsync(long fromLsn = 1, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = fromLsn;
        var names = _folder.Names();
        for (var lists = 1; ; lists++)
        {
            long? lastLsn = null;
            var first = names.Count(name => SegmentName.BaseLsn(name) <= next) - 1;
            for (var i = Math.Max(first, 0); i < names.Count; i++)
            {
                using var file = _folder.TryOpen(names[i]);
                if (file is null)
                {
                    // The oldest go first: those before it are gone too, and its successor follows none of them.
                    lastLsn = null;
                    continue;
                }

                using var cursor = new SegmentCursor(file, names[i], lastLsn);
                while (cursor.MoveNext())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (cursor.LastLsn >= next)
                    {
                        next = cursor.LastLsn + 1;
                        lists = 1;
                        yield return cursor.Read();
                    }
                }

                lastLsn = cursor.LastLsn;
                if (i + 1 < names.Count)
                {
                    cursor.ThrowIfBroken();
                }
            }

            if (lastLsn is not null)
            {
                break;
            }

            // The newest one that was there is gone, so there are newer ones.
            _folder.ThrowIfTooFast(lists);
            names = _folder.Names();
        }

        var end = await new JournalScan(_folder, _time).LookAtLastAsync(names[^1], previous: null, cancellationToken).ConfigureAwait(false);
        if (end?.Damage is { IsTornTail: false } damage)
        {
            throw new JournalCorruptException(damage.File, damage.Offset, damage.Reason);
        }
    }

    /// <summary>The tables and columns that the newest segment was written with.</summary>
    internal IReadOnlyList<Table> ReadNewestTables()
    {
        var name = _folder.Names()[^1];
        using var file = _folder.TryOpen(name) ?? throw new JournalException($"{name} was let go while it was looked for.");
        using var window = new FrameWindow(BufferBytes);
        return RecordedSchema.Read(SegmentScan.ReadHeader(file, name, window).Schema);
    }
}
