namespace EmbeddedBot.Drill;

/// <summary>The process that is killed.</summary>
internal static class DrillChild
{
    /// <summary>Should the parent be gone, nobody kills it: it ends by itself.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(BotOptions options, int life, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(LongestLife);
        var folder = new DrillFolder(options.Data);
        await using var memory = await Memory.OpenAsync(folder.Path);
        using var log = new AckLog(folder.Acknowledged);
        await Task.WhenAll(Enumerable.Range(0, options.Writers).Select(writer =>
            Task.Run(() => new DrillWriter(memory, log, life, writer).RunAsync(end.Token))));
        return ExitCode.Done;
    }
}
