using DuckDB.NET.Native;

namespace TradePersist.DuckDb;

/// <summary>One column of a chunk: an array of its type, and a bit per row that is 0 where it is NULL.</summary>
internal readonly unsafe struct DuckDbVector
{
    private const int BitsPerWord = 64;

    private readonly ulong* _validity;

    private DuckDbVector(IntPtr handle)
    {
        Handle = handle;
        Data = NativeMethods.Vectors.DuckDBVectorGetData(handle);
        _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(handle);
    }

    public IntPtr Handle { get; }

    public void* Data { get; }

    public static DuckDbVector Of(DuckDBDataChunk chunk, int column) => new(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column));

    public bool IsNull(int row) => _validity is not null && (_validity[row / BitsPerWord] & (1UL << (row % BitsPerWord))) == 0;

    /// <summary>Text or bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int row)
    {
        var text = (DuckDBString*)Data + row;
        return new ReadOnlySpan<byte>(text->Data, text->Length);
    }

    public void SetNull(int row)
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(Handle);
        NativeMethods.Vectors.DuckDBVectorGetValidity(Handle)[row / BitsPerWord] &= ~(1UL << (row % BitsPerWord));
    }

    /// <summary>Stores text or bytes, which are copied.</summary>
    public void SetBytes(int row, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            // An empty span has no address, and DuckDB wants one.
            byte none = 0;
            NativeMethods.Vectors.DuckDBUnsafeVectorAssignStringElementLength(Handle, (ulong)row, first is null ? &none : first, bytes.Length);
        }
    }
}
