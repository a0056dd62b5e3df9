using Npgsql;
using TradePersist.Model;

namespace TradePersist.Postgres;

/// <summary>What one read at a time decodes texts with.</summary>
internal sealed class PostgresScratch
{
    private const int InitialLength = 512;

    private readonly TextCache _texts = new();
    private byte[] _bytes = new byte[InitialLength];

    /// <summary>The text of a column.</summary>
    public string ReadText(NpgsqlDataReader reader, int column)
    {
        var length = (int)reader.GetBytes(column, 0, null, 0, 0);
        if (_bytes.Length < length)
        {
            _bytes = new byte[Math.Max(length, _bytes.Length * 2)];
        }

        var read = (int)reader.GetBytes(column, 0, _bytes, 0, length);
        return _texts.Get(_bytes.AsSpan(0, read));
    }
}
