using Microsoft.Win32.SafeHandles;
using TradePersist.Journal;
using TradePersist.Journal.Format;
using TradePersist.Journal.Storage;

namespace TradePersist.Benchmarks.Journal;

/// <summary>
/// The baseline of an append: the same number of bytes as the journal writes, at the next offset of a file that was
/// filled with zeros and synced like a segment, and the system's own sync call.
/// </summary>
internal sealed class RawFile : IDisposable
{
    private readonly byte[] _bytes = new byte[Frame.SizeOf(PayloadEntry.PayloadBytes)];
    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private long _offset;

    public RawFile(string path)
    {
        new Random(1).NextBytes(_bytes);
        _path = path;
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite);
        RandomAccess.Write(_handle, new byte[JournalOptions.DefaultSegmentBytes], 0);
        DiskSync.File(_handle, path);
    }

    public void Write()
    {
        RandomAccess.Write(_handle, _bytes, _offset);
        _offset = (_offset + _bytes.Length) % (JournalOptions.DefaultSegmentBytes - _bytes.Length);
    }

    public void Sync() => DiskSync.File(_handle, _path);

    public void Dispose() => _handle.Dispose();
}
