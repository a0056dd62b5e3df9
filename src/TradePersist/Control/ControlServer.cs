using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using TradePersist.Diagnostics;

namespace TradePersist.Control;

/// <summary>
/// Lets operators of the same user ask a running store, over a Unix domain socket in the journal's directory. Whatever happens
/// here, the store does not notice.
/// </summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private const int MaxSessions = 64;
    private const int Backlog = 512;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    private readonly Socket _socket;
    private readonly string _path;
    private readonly IStoreControl _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _places = new(MaxSessions, MaxSessions);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private readonly Task _accepting;

    private ControlServer(Socket socket, string path, IStoreControl store, TimeProvider time, ILogger logger)
    {
        _socket = socket;
        _path = path;
        _store = store;
        _time = time;
        _logger = logger;
        _stopping = _stop.Token;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Opens the socket; null when that is not possible, which the log tells. The caller owns the journal, so a socket that is there already is a dead process's.</summary>
    public static ControlServer? TryOpen(string directory, IStoreControl store, TimeProvider time, ILogger logger)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            using var path = new SocketPath(directory);
            File.Delete(path.Full);
            socket.Bind(new UnixDomainSocketEndPoint(path.Short));

            // Nobody can connect before it listens, and then only the owner can.
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path.Full, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            socket.Listen(Backlog);
            ControlLog.Opened(logger, path.Full);
            return new ControlServer(socket, path.Full, store, time, logger);
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            ControlLog.NotOpened(logger, exception, SocketPath.In(directory));
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Breaks off what operators are being told, and removes the socket. The caller owns the journal still.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        _socket.Dispose();
        try
        {
            File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ControlLog.NotRemoved(_logger, exception, _path);
        }

        using var deadline = new CancellationTokenSource(StopGrace, _time);
        for (var place = 0; place < MaxSessions && !deadline.IsCancellationRequested; place++)
        {
            await _places.WaitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AcceptAsync()
    {
        var isFailing = false;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _places.WaitAsync(_stopping).ConfigureAwait(false);
                _ = ServeAsync(await AcceptOneAsync().ConfigureAwait(false));
                isFailing = false;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Perhaps the process has no descriptor left; that passes.
                if (!isFailing)
                {
                    ControlLog.AcceptFailed(_logger, exception);
                }

                isFailing = true;
                await Task.Delay(AcceptPause, _time, _stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<Socket> AcceptOneAsync()
    {
        try
        {
            return await _socket.AcceptAsync(_stopping).ConfigureAwait(false);
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    // Never throws.
    private async Task ServeAsync(Socket client)
    {
        try
        {
            await Task.Yield();
            using var stream = new NetworkStream(client, ownsSocket: true);
            await new ControlSession(stream, _store, _time, _logger).RunAsync(_stopping).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            ControlLog.SessionEnded(_logger, exception);
        }
        finally
        {
            _places.Release();
        }
    }
}
