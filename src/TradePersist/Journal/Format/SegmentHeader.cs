using System.Buffers.Binary;

namespace TradePersist.Journal.Format;

/// <summary>
/// Payload of a segment's first frame:
/// <code>
///  0  8 bytes  "TPJRNL\r\n"
///  8  u32      format version, 1
/// 12  u32      salt of the checksums of all other frames, so that a block of another segment never passes for one of this
/// 16  16 bytes journal id, big endian
/// 32  u64      first LSN the segment may hold
/// 40  u64      size of the file
/// 48  i64      time of creation, UTC, microseconds since 1970
/// 56  u32      number of former ids, each: 16 bytes id, u64 last LSN written under it; newest first
///     u32      length of the schema, then the schema (UTF-8 JSON, opaque to the journal)
/// </code>
/// </summary>
internal sealed record SegmentHeader(
    uint Salt,
    Guid JournalId,
    long BaseLsn,
    long Capacity,
    DateTimeOffset Created,
    IReadOnlyList<FormerJournalId> FormerIds,
    ReadOnlyMemory<byte> Schema)
{
    public const int MaxFormerIds = 16;
    private const uint Version = 1;
    private const int FixedBytes = 60;
    private const int FormerIdBytes = 24;

    private static ReadOnlySpan<byte> Magic => "TPJRNL\r\n"u8;

    public int PayloadBytes => FixedBytes + FormerIds.Count * FormerIdBytes + 4 + Schema.Length;

    public int FrameBytes => Frame.SizeOf(PayloadBytes);

    /// <summary>Writes the header frame; the checksum is added when the batch is sealed.</summary>
    public void Write(Span<byte> frame)
    {
        frame.Clear();
        Frame.Begin(frame, PayloadBytes, BaseLsn - 1);
        var payload = frame[Frame.HeaderBytes..];
        Magic.CopyTo(payload);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[12..], Salt);
        JournalId.TryWriteBytes(payload[16..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(payload[32..], BaseLsn);
        BinaryPrimitives.WriteInt64LittleEndian(payload[40..], Capacity);
        BinaryPrimitives.WriteInt64LittleEndian(payload[48..], (Created - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        BinaryPrimitives.WriteInt32LittleEndian(payload[56..], FormerIds.Count);
        payload = payload[FixedBytes..];
        foreach (var former in FormerIds)
        {
            former.Id.TryWriteBytes(payload, bigEndian: true, out _);
            BinaryPrimitives.WriteInt64LittleEndian(payload[16..], former.LastLsn);
            payload = payload[FormerIdBytes..];
        }
        BinaryPrimitives.WriteInt32LittleEndian(payload, Schema.Length);
        Schema.Span.CopyTo(payload[4..]);
    }

    /// <summary>Reads a payload whose checksum is right; null when it is no header of this format.</summary>
    /// <exception cref="JournalException">Written by a newer version.</exception>
    public static SegmentHeader? TryRead(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < FixedBytes + 4 || !payload[..8].SequenceEqual(Magic))
        {
            return null;
        }
        var version = BinaryPrimitives.ReadUInt32LittleEndian(payload[8..]);
        if (version != Version)
        {
            throw new JournalException($"The journal has format version {version}; this program knows version {Version}.");
        }
        var count = BinaryPrimitives.ReadInt32LittleEndian(payload[56..]);
        if (count is < 0 or > MaxFormerIds || payload.Length < FixedBytes + count * FormerIdBytes + 4)
        {
            return null;
        }
        var formerIds = new FormerJournalId[count];
        for (var i = 0; i < count; i++)
        {
            var entry = payload[(FixedBytes + i * FormerIdBytes)..];
            formerIds[i] = new(new Guid(entry[..16], bigEndian: true), BinaryPrimitives.ReadInt64LittleEndian(entry[16..]));
        }
        var schema = payload[(FixedBytes + count * FormerIdBytes)..];
        return BinaryPrimitives.ReadInt32LittleEndian(schema) != schema.Length - 4 ? null : new SegmentHeader(
            BinaryPrimitives.ReadUInt32LittleEndian(payload[12..]),
            new Guid(payload[16..32], bigEndian: true),
            BinaryPrimitives.ReadInt64LittleEndian(payload[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(payload[40..]),
            DateTimeOffset.UnixEpoch.AddTicks(BinaryPrimitives.ReadInt64LittleEndian(payload[48..]) * TimeSpan.TicksPerMicrosecond),
            formerIds,
            schema[4..].ToArray());
    }
}
