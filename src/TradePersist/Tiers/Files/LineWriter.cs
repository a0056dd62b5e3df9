using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradePersist.Journal.Storage;
using TradePersist.Model;

namespace TradePersist.Tiers;

/// <summary>Writes lines to the end of a file, many with one write. Used again for the next file. Not thread-safe.</summary>
internal sealed class LineWriter : IDisposable
{
    private const int FlushBytes = 4 << 20;
    private const int LargestKept = 16 << 20;

    // Letters of every language stay readable; these files are no part of a web page.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter _json;
    private ArrayBufferWriter<byte> _buffer = new();
    private IJournalFile _file = null!;
    private long _flushed;

    public LineWriter() => _json = new Utf8JsonWriter(_buffer, WriterOptions);

    /// <summary>Where the next line begins.</summary>
    public long End => _flushed + _buffer.WrittenCount;

    /// <summary>Turns to a file, from an offset on. What was not flushed to the one before is forgotten.</summary>
    public void Begin(IJournalFile file, long offset)
    {
        if (_buffer.Capacity > LargestKept)
        {
            _buffer = new ArrayBufferWriter<byte>();
        }

        _buffer.ResetWrittenCount();
        (_file, _flushed) = (file, offset);
    }

    public void Header(Table table)
    {
        Start();
        LineHeader.Write(_json, table);
        Finish(End);
    }

    /// <summary>Writes a row. Throws <see cref="ArgumentException"/>, <see cref="InvalidOperationException"/> or <see cref="OverflowException"/> for a value that its column cannot hold.</summary>
    /// <param name="format">Its table's.</param>
    /// <param name="row">The row.</param>
    /// <param name="former">The line whose place it takes, when that has members that are no columns: they are kept.</param>
    public LineAt Row(LineFormat format, Row row, ReadOnlySpan<byte> former = default)
    {
        var start = Start();
        for (var i = 0; i < format.Table.Columns.Count; i++)
        {
            var column = format.Table.Columns[i];
            if (!row[column].IsNull)
            {
                CellWriter.Write(_json, format.NameOf(column), column, row[column]);
            }
            else if (!column.Nullable)
            {
                throw new ArgumentException($"'{column}' of '{format.Table}' must not be NULL.");
            }
        }

        if (!former.IsEmpty)
        {
            UnknownMembers.Copy(former, format, _json);
        }

        return Finish(start) with { HasUnknown = !former.IsEmpty };
    }

    /// <summary>Writes that the row of a key is gone.</summary>
    public void Delete(LineFormat format, Row key)
    {
        var start = Start();
        _json.WriteStartObject(LineFormat.DeleteMember);
        for (var i = 0; i < format.Table.Key.Count; i++)
        {
            var column = format.Table.Key[i];
            CellWriter.Write(_json, format.NameOf(column), column, key[column]);
        }

        _json.WriteEndObject();
        Finish(start);
    }

    public void Commit(CommitMark mark)
    {
        var start = Start();
        mark.Write(_json);
        Finish(start);
    }

    /// <summary>Writes a line as it is.</summary>
    public LineAt Copy(ReadOnlySpan<byte> line, bool hasUnknown)
    {
        var start = End;
        _buffer.Write(line);
        return EndLine(start) with { HasUnknown = hasUnknown };
    }

    public void Flush()
    {
        if (_buffer.WrittenCount > 0)
        {
            _file.Write(_flushed, _buffer.WrittenSpan);
            _flushed += _buffer.WrittenCount;
            _buffer.ResetWrittenCount();
        }
    }

    public void Dispose() => _json.Dispose();

    private long Start()
    {
        _json.Reset(_buffer);
        _json.WriteStartObject();
        return End;
    }

    private LineAt Finish(long start)
    {
        _json.WriteEndObject();
        _json.Flush();
        return EndLine(start);
    }

    private LineAt EndLine(long start)
    {
        var length = checked((int)(End - start));
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushBytes)
        {
            Flush();
        }

        return new LineAt(start, length, HasUnknown: false);
    }
}
