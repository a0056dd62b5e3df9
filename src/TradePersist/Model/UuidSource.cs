using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TradePersist.Model;

/// <summary>
/// Makes UUIDs of version 7, each larger than the one before: also within a millisecond, and when the clock goes
/// back. RFC 9562, section 6.2, method 2: the random part goes up by a random step.
/// </summary>
internal sealed class UuidSource(TimeProvider time)
{
    private const ulong RandomBits = (1UL << 62) - 1;

    private readonly Lock _gate = new();
    private long _milliseconds;
    private uint _high;
    private ulong _low;

    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_gate)
        {
            if (now > _milliseconds)
            {
                // The top bit of the counter starts clear, so that a millisecond has room for 2^41 ids at least.
                _milliseconds = now;
                _high = BinaryPrimitives.ReadUInt32BigEndian(bytes) & 0x7FF;
                _low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) & RandomBits;
            }
            else
            {
                Step(1UL + BinaryPrimitives.ReadUInt32BigEndian(bytes));
            }

            BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)_milliseconds << 16) | 0x7000 | _high);
            BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (1UL << 63) | _low);
        }

        return new Guid(bytes, bigEndian: true);
    }

    private void Step(ulong step)
    {
        _low += step;
        if (_low <= RandomBits)
        {
            return;
        }

        _low &= RandomBits;
        if (++_high > 0xFFF)
        {
            _high = 0;
            _milliseconds++;
        }
    }
}
