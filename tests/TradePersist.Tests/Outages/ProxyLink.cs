using System.Net;
using System.Net.Sockets;

namespace TradePersist.Tests.Outages;

/// <summary>One connection through a <see cref="TcpProxy"/>.</summary>
internal sealed class ProxyLink(Socket client, int target, ProxyMode mode) : IDisposable
{
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _losesQuestions = mode is ProxyMode.Hang or ProxyMode.LoseQuestions;
    private volatile bool _losesAnswers = mode is ProxyMode.Hang or ProxyMode.LoseAnswers;

    public void Turn(ProxyMode turned)
    {
        _losesQuestions |= turned is ProxyMode.Hang or ProxyMode.LoseQuestions;
        _losesAnswers |= turned is ProxyMode.Hang or ProxyMode.LoseAnswers;
    }

    /// <summary>Passes on until either side closes. Where something is lost, that is not passed on either.</summary>
    public async Task RunAsync()
    {
        try
        {
            await _server.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(
                PassAsync(client, _server, () => _losesQuestions),
                PassAsync(_server, client, () => _losesAnswers));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Nobody is there, which the client sees at the closed connection.
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        if (_closed.TrySetResult())
        {
            Close(client);
            Close(_server);
        }
    }

    // Without a word of farewell.
    private static void Close(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    private async Task PassAsync(Socket from, Socket to, Func<bool> isLost)
    {
        var buffer = new byte[16 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                if (!isLost())
                {
                    await to.SendAsync(buffer.AsMemory(0, count));
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // As good as closed.
        }

        if (isLost())
        {
            await _closed.Task;
        }
    }
}
