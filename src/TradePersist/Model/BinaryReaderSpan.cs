using System.Buffers.Binary;

namespace TradePersist.Model;

/// <summary>Reads what <see cref="Binary"/> wrote. Throws <see cref="InvalidDataException"/> where the bytes end early or make no sense.</summary>
internal ref struct BinaryReaderSpan(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte ReadByte() => Take(1)[0];

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var one = ReadByte();
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number is longer than 64 bits.");
    }

    /// <summary>A count of things that take at least so many bytes each, so that a damaged count cannot ask for more memory than there are bytes.</summary>
    public int ReadCount(int bytesEach = 1)
    {
        var count = ReadVarint();
        return count <= (ulong)(_rest.Length / Math.Max(bytesEach, 1)) ? (int)count : throw new InvalidDataException($"A count of {count} is more than the {_rest.Length} bytes that follow.");
    }

    public ReadOnlySpan<byte> ReadBytes() => Take(ReadCount());

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw new InvalidDataException($"{length} bytes are wanted and {_rest.Length} are left.");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
