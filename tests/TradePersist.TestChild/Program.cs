using TradePersist.DuckDb;
using TradePersist.TestChild;

var (task, path) = (args[0], args[1]);
await using var tier = new DuckDbTier(new DuckDbOptions { Path = path });
var ledger = new Ledger();
await tier.OpenAsync([ledger.Table], CancellationToken.None);
var position = await tier.ReadPositionAsync(Ledger.Journal, CancellationToken.None);
await SayAsync(position);
switch (task)
{
    case "hold":
        await Console.In.ReadLineAsync();
        return 0;
    case "commit":
        while (true)
        {
            await tier.ApplyAsync(ledger.Batch(position), CancellationToken.None);
            position = (position ?? 0) + 1;
            await SayAsync(position);
        }

    default:
        return 1;
}

static async Task SayAsync(long? position)
{
    await Console.Out.WriteLineAsync(FormattableString.Invariant($"{position ?? 0}"));
    await Console.Out.FlushAsync();
}
