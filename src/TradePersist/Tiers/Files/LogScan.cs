using TradePersist.Journal.Storage;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>
/// Reads a table's file from its beginning, batch by batch, into the index. What a crash left unfinished at the end is
/// told from damage: all batches up to the one that is known to have been synced must be whole, and of the others all
/// but the very last, since each was synced before the next one was written.
/// </summary>
internal sealed class LogScan(string path, LineFormat format, IndexLayout layout, LogIndex index)
{
    private readonly LineParser _parser = new(format);
    private readonly Value[] _cells = new Value[format.Table.Columns.Count];
    private PendingBatch _pending = new(layout.Table);

    /// <summary>Where the last whole batch ends.</summary>
    public long End { get; private set; }

    /// <summary>Where the last batch ends that is known to have been synced.</summary>
    public long SyncedEnd { get; private set; }

    /// <summary>The last whole batch.</summary>
    public CommitMark Last { get; private set; }

    /// <summary>Reads all of it. Throws <see cref="DamagedFileException"/> or <see cref="SchemaMismatchException"/>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="synced">The number of the last batch that is known to have been synced; 0 when there was none.</param>
    public void Run(IJournalFile file, long synced)
    {
        var lines = new LineScanner(file);
        ReadHeader(lines);
        SyncedEnd = End;
        LineFaultException? fault = null;
        var faultLine = 0L;
        while (lines.Read())
        {
            if (fault is null)
            {
                fault = TryTake(lines);
                faultLine = lines.Number;
                SyncedEnd = Last.Batch <= synced ? End : SyncedEnd;
            }
            else if (IsCommitBeyond(Last.Batch + 1, lines.Line.Span))
            {
                throw fault.At(path, faultLine);
            }
        }

        if (Last.Batch < synced)
        {
            throw fault?.At(path, faultLine)
                ?? new DamagedFileException(path, lines.Number + 1, $"the end is missing: the last whole batch is {Last.Batch}, and batch {synced} was committed.");
        }
    }

    private void ReadHeader(LineScanner lines)
    {
        try
        {
            LineHeader.Check(lines.Read() ? lines.Line : default, format.Table);
        }
        catch (LineFaultException fault)
        {
            throw fault.At(path, 1);
        }

        End = lines.End;
    }

    private LineFaultException? TryTake(LineScanner lines)
    {
        try
        {
            var kind = _parser.Parse(lines.Line.Span, _cells);
            if (kind == LineKind.Commit)
            {
                Commit(lines);
            }
            else
            {
                LineAt? at = kind == LineKind.Row ? new LineAt(lines.Offset, lines.Line.Length, _parser.HasUnknown) : null;
                layout.Project(new Row(format.Table, _cells, 0), _pending.Add(at));
            }

            return null;
        }
        catch (LineFaultException fault)
        {
            return fault;
        }
    }

    private void Commit(LineScanner lines)
    {
        // A compacted file begins with any number. What a crash leaves is never a commit of a wrong one.
        if (Last.Batch > 0 && _parser.Commit.Batch != Last.Batch + 1)
        {
            throw new DamagedFileException(path, lines.Number, $"commits batch {_parser.Commit.Batch} after batch {Last.Batch}");
        }

        index.Apply(_pending);
        _pending = new PendingBatch(layout.Table);
        (Last, End) = (_parser.Commit, lines.End);
    }

    private bool IsCommitBeyond(long batch, ReadOnlySpan<byte> line)
    {
        try
        {
            return line.StartsWith("{\"$commit\""u8) && _parser.Parse(line, _cells) == LineKind.Commit && _parser.Commit.Batch != batch;
        }
        catch (LineFaultException)
        {
            return false;
        }
    }
}
