using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TradePersist.Tests.Outages;

/// <summary>A port of this machine that leads to another one, and fails in the ways in which networks do.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<ProxyLink, bool> _links = new();
    private TcpListener _listener;
    private Task _accepting;
    private volatile ProxyMode _mode;

    public TcpProxy(int target)
    {
        _target = target;
        _listener = Listen(0);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public int Port { get; }

    /// <summary>How many connections were accepted so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Turns to a mode. What is lost under one mode stays lost: a connection that fell silent never speaks again.</summary>
    public void Turn(ProxyMode mode)
    {
        var before = _mode;
        _mode = mode;
        foreach (var link in _links.Keys)
        {
            link.Turn(mode);
        }

        if (mode == ProxyMode.Refuse)
        {
            _listener.Stop();
            Cut();
        }
        else if (before == ProxyMode.Refuse)
        {
            _listener = Listen(Port);
            _accepting = AcceptAsync(_listener);
        }
    }

    /// <summary>Closes what is open, with a reset.</summary>
    public void Cut()
    {
        foreach (var link in _links.Keys)
        {
            link.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        Cut();
        _stop.Dispose();
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptSocketAsync(_stop.Token);
                Accepted++;
                var link = new ProxyLink(client, _target, _mode);
                _links.TryAdd(link, true);
                _ = link.RunAsync().ContinueWith(_ => _links.TryRemove(link, out var _), TaskScheduler.Default);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
