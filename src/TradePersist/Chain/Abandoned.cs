namespace TradePersist.Chain;

/// <summary>Tasks that nobody waits for any more.</summary>
internal static class Abandoned
{
    /// <summary>Looks at what the task may throw, so that it does not come up as an exception that nobody saw.</summary>
    public static void Observe(Task task) =>
        task.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
