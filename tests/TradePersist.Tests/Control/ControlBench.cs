using System.Net.Sockets;
using System.Text;
using TradePersist.Candles;
using TradePersist.Control;
using TradePersist.Tests.Chain;
using TradePersist.Tests.Support;
using TradePersist.Tiers;

namespace TradePersist.Tests.Control;

/// <summary>A running store over two tiers of the test's own, and the operator's end of its socket.</summary>
internal sealed class ControlBench : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private ControlBench(TempFolder folder, TradePersistence store, StoreTier left, StoreTier right)
    {
        _folder = folder;
        Store = store;
        Left = left;
        Right = right;
    }

    public TradePersistence Store { get; }

    public StoreTier Left { get; }

    public StoreTier Right { get; }

    public string Journal => JournalIn(_folder);

    public static string JournalIn(TempFolder folder) => folder["journal"];

    public static string SocketOf(string journal) => Path.Combine(journal, "control.sock");

    public static async Task<ControlBench> OpenAsync(Action<TradePersistenceBuilder>? configure = null)
    {
        var folder = new TempFolder();
        var left = new StoreTier();
        var right = new StoreTier();
        var store = await ChainBench.OpenAsync(
            builder =>
            {
                builder.UseJournal(JournalIn(folder));
                configure?.Invoke(builder);
            },
            ("left", left, TierRole.Required),
            ("right", right, TierRole.Mirror));
        return new ControlBench(folder, store, left, right);
    }

    /// <summary>Writes candles that both tiers have then.</summary>
    public async Task FillAsync(int candles)
    {
        await Store.Candles.SaveAsync(Bars.Many(candles));
        await Store.DrainAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Has a tier refuse the candle of a minute, and writes it.</summary>
    public async Task<Action> QuarantineAsync(StoreTier tier, int minute)
    {
        var isBroken = true;
        tier.BeforeApply = FailureTests.Refuse(row => isBroken && row[CandleTable.Ts].AsTimestamp() == Bars.One(minute).Timestamp);
        await Store.Candles.SaveAsync(Bars.One(minute));
        await Store.DrainAsync(TimeSpan.FromSeconds(30));
        return () => isBroken = false;
    }

    public async Task<RunningStore> FindAsync() =>
        await RunningStore.FindAsync(Journal) ?? throw new InvalidOperationException("Nobody listens.");

    public Socket Connect() => Connect(Journal);

    public static Socket Connect(string journal)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(SocketOf(journal)));
        return socket;
    }

    /// <summary>Says something as it is and returns everything that comes back until the other end closes.</summary>
    public async Task<string> SayAsync(byte[] words)
    {
        using var socket = Connect();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var answer = new MemoryStream();
        await using var stream = new NetworkStream(socket);
        try
        {
            await stream.WriteAsync(words, deadline.Token);
            await stream.CopyToAsync(answer, deadline.Token);
        }
        catch (IOException)
        {
            // Closed while words were on their way.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public Task<string> SayAsync(string words) => SayAsync(Encoding.UTF8.GetBytes(words));

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }
}
