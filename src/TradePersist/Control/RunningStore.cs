using System.Net.Sockets;
using System.Text.Json;
using TradePersist.Repair;

namespace TradePersist.Control;

/// <summary>
/// A store that another process of the same user runs, asked over the socket in its journal's directory. Each call is a
/// connection of its own; cancelling it ends what the store does for it. Calls throw <see cref="StoreControlException"/> when
/// the store cannot be reached any more, or fails at what was asked.
/// </summary>
public sealed class RunningStore : IStoreControl
{
    private const int MaxReplyBytes = 256 << 20;

    // What asks no tier to work answers at once, unless the process is stuck.
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(30);

    private readonly string _directory;

    private RunningStore(string directory) => _directory = directory;

    /// <summary>Looks for a running store; null when nobody listens. Throws <see cref="StoreControlException"/> when somebody does who may not be asked.</summary>
    /// <param name="journalDirectory">The journal's directory.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<RunningStore?> FindAsync(string journalDirectory, CancellationToken cancellationToken = default)
    {
        using var socket = await TryConnectAsync(journalDirectory, cancellationToken).ConfigureAwait(false);
        return socket is null ? null : new RunningStore(journalDirectory);
    }

    /// <inheritdoc/>
    public Task<HealthReport> GetHealthAsync(CancellationToken cancellationToken = default) =>
        AskAsync<HealthReport>(new ControlRequest(ControlCommand.Health), null, ShortPatience, cancellationToken);

    /// <inheritdoc/>
    public Task<long> GetSizeAsync(string tier, CancellationToken cancellationToken = default) =>
        AskAsync<long>(new ControlRequest(ControlCommand.Size) { Tier = tier }, null, ShortPatience, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<QuarantinedRecord>> GetQuarantineAsync(string tier, CancellationToken cancellationToken = default) =>
        AskAsync<IReadOnlyList<QuarantinedRecord>>(new ControlRequest(ControlCommand.Quarantine) { Tier = tier }, null, ShortPatience, cancellationToken);

    /// <inheritdoc/>
    public Task<int> RetryQuarantineAsync(string tier, CancellationToken cancellationToken = default) =>
        AskAsync<int>(new ControlRequest(ControlCommand.Retry) { Tier = tier }, null, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DropQuarantinedAsync(string tier, long lsn, CancellationToken cancellationToken = default) =>
        AskAsync<bool>(new ControlRequest(ControlCommand.Drop) { Tier = tier, Lsn = lsn }, null, ShortPatience, cancellationToken);

    /// <inheritdoc/>
    public Task<VerifyReport> VerifyAsync(
        string tier,
        string against,
        VerifyOptions? options = null,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        AskAsync<VerifyReport>(new ControlRequest(ControlCommand.Verify) { Tier = tier, Other = against, Options = options }, progress, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <inheritdoc/>
    public Task<ResyncReport> ResyncAsync(
        string tier,
        string from,
        VerifyOptions? options = null,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        AskAsync<ResyncReport>(new ControlRequest(ControlCommand.Resync) { Tier = tier, Other = from, Options = options }, progress, Timeout.InfiniteTimeSpan, cancellationToken);

    private static async Task<Socket?> TryConnectAsync(string directory, CancellationToken cancellationToken)
    {
        if (!File.Exists(SocketPath.In(directory)))
        {
            return null;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            using var path = new SocketPath(directory);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path.Short), cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable)
        {
            // Left behind by a process that was killed, or gone just now.
            socket.Dispose();
            return null;
        }
        catch (Exception exception)
        {
            socket.Dispose();
            if (exception is OperationCanceledException)
            {
                throw;
            }

            throw new StoreControlException($"The store that runs in {directory} cannot be asked: {exception.Message}", exception);
        }
    }

    private async Task<T> AskAsync<T>(ControlRequest request, IProgress<VerifyProgress>? progress, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(patience);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var socket = await TryConnectAsync(_directory, linked.Token).ConfigureAwait(false)
                ?? throw new StoreControlException($"The store in {_directory} does not run any more.");
            using var stream = new NetworkStream(socket);
            await stream.WriteAsync(ControlProtocol.Write(request), linked.Token).ConfigureAwait(false);
            return ControlProtocol.Read<T>(await ReadResultAsync(stream, progress, linked.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreControlException($"The store in {_directory} does not answer within {patience}.", exception);
        }
        catch (Exception exception) when (exception is IOException or SocketException or JsonException or InvalidDataException)
        {
            throw new StoreControlException($"The store in {_directory} was closed or killed, or is no store, before it had answered: {exception.Message}", exception);
        }
    }

    private static async Task<JsonElement> ReadResultAsync(Stream stream, IProgress<VerifyProgress>? progress, CancellationToken cancellationToken)
    {
        var lines = new LineReader(stream, MaxReplyBytes);
        while (true)
        {
            var line = await lines.ReadAsync(cancellationToken).ConfigureAwait(false) ?? throw new EndOfStreamException("The connection ended.");
            var reply = ControlProtocol.Read<ControlReply>(line.Span);
            if (reply.Progress is { } step)
            {
                progress?.Report(step);
            }
            else if (reply.Error is { } error)
            {
                throw error.ToException();
            }
            else if (reply.Result is { } result)
            {
                return result;
            }
        }
    }
}
