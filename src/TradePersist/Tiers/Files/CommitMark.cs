using System.Text.Json;

namespace TradePersist.Tiers;

/// <summary>What the last line of a batch says.</summary>
/// <param name="Batch">The number of the batch in this file, from 1.</param>
/// <param name="JournalId">The journal it comes from.</param>
/// <param name="Lsn">The position after it.</param>
internal readonly record struct CommitMark(long Batch, Guid JournalId, long Lsn)
{
    private static readonly JsonEncodedText BatchMember = JsonEncodedText.Encode("batch");
    private static readonly JsonEncodedText JournalMember = JsonEncodedText.Encode("journal");
    private static readonly JsonEncodedText LsnMember = JsonEncodedText.Encode("lsn");

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject(LineFormat.CommitMember);
        json.WriteNumber(BatchMember, Batch);
        json.WriteString(JournalMember, JournalId);
        json.WriteNumber(LsnMember, Lsn);
        json.WriteEndObject();
    }

    /// <summary>Reads the object that the reader stands on; throws <see cref="LineFaultException"/>.</summary>
    public static CommitMark Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new LineFaultException("names no batch");
        }

        long? batch = null, lsn = null;
        Guid? journal = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(BatchMember.EncodedUtf8Bytes))
            {
                reader.Read();
                batch = reader.GetInt64();
            }
            else if (reader.ValueTextEquals(LsnMember.EncodedUtf8Bytes))
            {
                reader.Read();
                lsn = reader.GetInt64();
            }
            else if (reader.ValueTextEquals(JournalMember.EncodedUtf8Bytes))
            {
                reader.Read();
                journal = reader.GetGuid();
            }
            else
            {
                reader.Skip();
            }
        }

        return batch > 0 && lsn is { } position && journal is { } journalId
            ? new CommitMark(batch.Value, journalId, position)
            : throw new LineFaultException("names no batch, journal and lsn");
    }
}
