namespace TradePersist.Journal.Format;

/// <summary>A frame that is no record: it says that everything before it in the journal is synced.</summary>
internal static class Mark
{
    private const int PayloadBytes = 8;

    public static int Bytes => Frame.SizeOf(PayloadBytes);

    public static byte[] Create(long durableLsn, uint salt)
    {
        var frame = new byte[Bytes];
        Frame.Begin(frame, PayloadBytes, durableLsn);
        Frame.Seal(frame, salt, durableLsn);
        return frame;
    }
}
