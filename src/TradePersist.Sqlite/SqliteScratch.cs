namespace TradePersist.Sqlite;

/// <summary>A buffer that one connection encodes into.</summary>
internal sealed class SqliteScratch
{
    private const int InitialLength = 512;

    private byte[] _bytes = new byte[InitialLength];

    public Span<byte> AtLeast(int length)
    {
        if (_bytes.Length < length)
        {
            _bytes = new byte[Math.Max(length, _bytes.Length * 2)];
        }

        return _bytes;
    }
}
