namespace TradePersist.Journal;

internal enum BatchStage
{
    Queued,
    Written,
    Durable,
}
