using System.Buffers.Binary;
using NUnit.Framework;
using TradePersist.Journal.Format;

namespace TradePersist.Tests.Journal;

/// <summary>The byte format is a promise: these bytes must never change.</summary>
public class FormatTests
{
    [Test]
    public void AFrameHasTheseBytes()
    {
        var frame = new byte[Frame.SizeOf(9)];
        "123456789"u8.CopyTo(frame.AsSpan(Frame.HeaderBytes));
        Frame.Begin(frame, 9, lsn: 0x0102030405060708);
        Frame.Seal(frame, salt: 0xCAFEBABE, durable: 7);
        var unsummed = (byte[])frame.Clone();
        unsummed.AsSpan(4, 4).Clear();
        Assert.That(Convert.ToHexString(unsummed), Is.EqualTo("0900000000000000" + "0807060504030201" + "0700000000000000" + "31323334353637383900000000000000"));
        Assert.That(BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(4)), Is.EqualTo(Crc32C(unsummed, 0xCAFEBABE)));
    }

    [Test]
    public void TheReferenceChecksumIsCrc32C() => Assert.That(Crc32C("123456789"u8, 0), Is.EqualTo(0xE3069283));

    [Test]
    public void AHeaderReadsBackAndAnUnknownVersionIsNamed()
    {
        var header = new SegmentHeader(5, Guid.NewGuid(), 42, 65536, DateTimeOffset.UnixEpoch.AddDays(20000), [new(Guid.NewGuid(), 41)], "{}"u8.ToArray());
        var frame = new byte[header.FrameBytes];
        header.Write(frame);
        var payload = frame.AsSpan(Frame.HeaderBytes, header.PayloadBytes);
        var read = SegmentHeader.TryRead(payload)!;
        Assert.That(read with { FormerIds = header.FormerIds, Schema = header.Schema }, Is.EqualTo(header));
        Assert.That(read.FormerIds, Is.EqualTo(header.FormerIds));
        Assert.That(read.Schema.ToArray(), Is.EqualTo(header.Schema.ToArray()));
        payload[8] = 2;
        var bytes = payload.ToArray();
        Assert.That(() => SegmentHeader.TryRead(bytes), Throws.Exception.With.Message.Contains("version 2"));
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes, uint salt)
    {
        var crc = ~salt;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
            }
        }
        return ~crc;
    }
}
