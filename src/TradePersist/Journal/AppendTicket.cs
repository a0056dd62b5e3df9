namespace TradePersist.Journal;

/// <summary>
/// A record's place in the journal and the two moments a caller may wait for. Giving up the wait does not take the
/// record back: it stays in the journal and reaches the tiers.
/// </summary>
internal readonly struct AppendTicket
{
    private readonly BatchReceipt _receipt;

    internal AppendTicket(long lsn, BatchReceipt receipt)
    {
        Lsn = lsn;
        _receipt = receipt;
    }

    public long Lsn { get; }

    /// <summary>Completes when the operating system has the record: it survives the process, not a power cut.</summary>
    /// <exception cref="JournalFailedException">It could not be written.</exception>
    public ValueTask WhenWrittenAsync(CancellationToken cancellationToken = default) =>
        _receipt.WhenAsync(BatchStage.Written, cancellationToken);

    /// <summary>Completes when the record is synced and the durable callback has run for it and all before it.</summary>
    /// <exception cref="JournalFailedException">It could not be written or synced.</exception>
    public ValueTask WhenDurableAsync(CancellationToken cancellationToken = default) =>
        _receipt.WhenAsync(BatchStage.Durable, cancellationToken);
}
