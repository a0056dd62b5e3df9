using System.Text.Json;

namespace TradePersist.Chain;

/// <summary>The file of one quarantined record: a JSON document that holds all that is needed to try it again.</summary>
/// <param name="Lsn">The record's number in the journal.</param>
/// <param name="Reason">Why it is here.</param>
/// <param name="QuarantinedAt">When.</param>
/// <param name="Schema">The schema that it was recorded with.</param>
/// <param name="Payload">The record, as in the journal.</param>
internal sealed record QuarantineEntry(long Lsn, string Reason, DateTimeOffset QuarantinedAt, JsonElement Schema, byte[] Payload);
