using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace TradePersist.Journal.Format;

/// <summary>
/// The byte format of the journal, version 1. It is a promise: later versions read it.
/// <para>
/// A segment file is a run of frames, each on an offset that is a multiple of 8, then zeros up to the size the file was
/// made with. All integers are little endian. A frame:
/// </para>
/// <code>
///  0  u32  payload length, 1 byte to 8 MiB; 0 = the segment's content ends here
///  4  u32  CRC-32C of the whole frame with its zero padding, this field taken as zero, begun with the segment's salt
///  8  u64  LSN
/// 16  u64  durable: the highest LSN known to be synced when this frame was written
/// 24       payload, then zeros to the next multiple of 8
/// </code>
/// <para>
/// A record has durable &lt; LSN. A frame with durable = LSN is no record: at offset 0 it is the segment's header
/// (<see cref="SegmentHeader"/>; salt 0; LSN = first LSN of the segment - 1), elsewhere a mark, which says that everything
/// before it is synced. LSNs of records rise by one from 1, across segments without a gap.
/// </para>
/// <para>
/// A file is named after the first LSN it may hold, twenty digits and <c>.tpj</c>. It gets that name only after its
/// zeros and its header are synced; before that it is <c>next-N.spare</c> and means nothing.
/// </para>
/// </summary>
internal static class Frame
{
    public const int HeaderBytes = 24;
    public const int MaxPayloadBytes = 8 << 20;
    public const int Alignment = 8;

    public static int SizeOf(int payloadBytes) => (HeaderBytes + payloadBytes + Alignment - 1) & -Alignment;

    public static int LengthAt(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt32LittleEndian(frame);

    public static long LsnAt(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt64LittleEndian(frame[8..]);

    public static long DurableAt(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt64LittleEndian(frame[16..]);

    /// <summary>Writes length and LSN; <see cref="Seal"/> adds the rest when the frame goes to disk.</summary>
    public static void Begin(Span<byte> frame, int payloadBytes, long lsn)
    {
        BinaryPrimitives.WriteInt32LittleEndian(frame, payloadBytes);
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], lsn);
    }

    /// <summary>Completes a padded frame with its durable mark and checksum.</summary>
    public static void Seal(Span<byte> frame, uint salt, long durable)
    {
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], durable);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum(frame, salt));
    }

    /// <summary>Whether a padded frame is what was written.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> frame, uint salt) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]) == Checksum(frame, salt);

    private static uint Checksum(ReadOnlySpan<byte> frame, uint salt)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(frame);
        var crc = BitOperations.Crc32C(~salt, LittleEndian(words[0]) & uint.MaxValue);
        foreach (var word in words[1..])
        {
            crc = BitOperations.Crc32C(crc, LittleEndian(word));
        }
        return ~crc;
    }

    private static ulong LittleEndian(ulong word) => BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
}
