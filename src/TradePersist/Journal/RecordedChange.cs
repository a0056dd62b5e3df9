using TradePersist.Model;

namespace TradePersist.Journal;

/// <summary>One record of a journal. Its tables and columns are those that it was written with; they know no keys and no lengths.</summary>
/// <param name="Lsn">Its number.</param>
/// <param name="Change">What it changes.</param>
public sealed record RecordedChange(long Lsn, Change Change);
