using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EmbeddedBot.Trails;

internal static class BuyinId
{
    /// <summary>The number of an entry: 63 bits of the hash of its order's id. It needs no counter, and is the same after a restart.</summary>
    public static long Of(string orderId) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(orderId))) & long.MaxValue;
}
