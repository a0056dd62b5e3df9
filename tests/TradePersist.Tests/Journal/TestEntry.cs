using NUnit.Framework;
using System.Buffers;
using System.Buffers.Binary;
using TradePersist.Journal;

namespace TradePersist.Tests.Journal;

/// <summary>A payload that can be recognised: its key, then bytes that follow from it.</summary>
internal sealed class TestEntry(long key, int size) : IJournalEntry
{
    public long Key { get; } = key;

    public int Composed { get; private set; }

    public long? Lsn { get; private set; }

    public Action? OnCompose { get; init; }

    public static byte[] PayloadOf(long key, int size)
    {
        var bytes = new byte[size];
        new Random((int)key).NextBytes(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, key);
        return bytes;
    }

    public static long KeyOf(ReadOnlyMemory<byte> payload)
    {
        var key = BinaryPrimitives.ReadInt64LittleEndian(payload.Span);
        Assert.That(payload.Span.SequenceEqual(PayloadOf(key, payload.Length)), $"payload of {key} is what was written");
        return key;
    }

    public void Compose(long lsn, IBufferWriter<byte> payload)
    {
        Composed++;
        OnCompose?.Invoke();
        payload.Write(PayloadOf(Key, size));
    }

    public void Enqueued(long lsn) => Lsn = lsn;
}
