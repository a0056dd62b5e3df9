using System.Threading.Channels;
using TradePersist.Repair;

namespace TradePersist.Control;

/// <summary>Progress on its way to somebody who may be slower: only the latest waits.</summary>
internal sealed class LatestProgress : IProgress<VerifyProgress>
{
    private readonly Channel<VerifyProgress> _channel = Channel.CreateBounded<VerifyProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Report(VerifyProgress value) => _channel.Writer.TryWrite(value);

    public void Complete() => _channel.Writer.TryComplete();

    public IAsyncEnumerable<VerifyProgress> ReadAllAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAllAsync(cancellationToken);
}
