using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradePersist.Diagnostics;

namespace TradePersist.Control;

/// <summary>One operator's connection, from the request to the end of the answer.</summary>
internal sealed class ControlSession(Stream stream, IStoreControl store, TimeProvider time, ILogger logger)
{
    /// <summary>How long an operator may take to say a request, or to take in a line.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly LineReader _lines = new(stream, ControlProtocol.MaxRequestBytes);

    /// <summary>Throws when the operator is gone or does not listen, and when the store is closed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ControlRequest? request;
        try
        {
            request = await WithinPatienceAsync(ReadAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or TimeoutException)
        {
            var error = new ControlError(ControlErrorKind.Failed, $"That is no request: {exception.Message}");
            await SendAsync(new ControlReply { Error = error }, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (request is not null)
        {
            await SendAsync(await AnswerAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ControlRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await _lines.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } line)
        {
            return null;
        }

        var request = ControlProtocol.Read<ControlRequest>(line.Span);
        return request is { Version: ControlProtocol.Version, Command: not ControlCommand.Unknown }
            ? request
            : throw new InvalidDataException($"this store speaks version {ControlProtocol.Version}, and does not know what version {request.Version} asks.");
    }

    private async Task<ControlReply> AnswerAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = new LatestProgress();
        var leaving = WatchAsync(given);
        var telling = TellAsync(progress, given);
        try
        {
            var result = await CarryOutAsync(request, progress, given.Token).ConfigureAwait(false);
            return new ControlReply { Result = ControlProtocol.ToJson(result) };
        }
        catch (Exception exception) when (!given.IsCancellationRequested)
        {
            var error = ControlError.Of(exception);
            if (error.Kind == ControlErrorKind.Failed)
            {
                ControlLog.CommandFailed(logger, exception, request.Command);
            }

            return new ControlReply { Error = error };
        }
        finally
        {
            // What was reported last is told before the end of the answer.
            progress.Complete();
            await telling.ConfigureAwait(false);
            await given.CancelAsync().ConfigureAwait(false);
            await leaving.ConfigureAwait(false);
        }
    }

    private async Task<object> CarryOutAsync(ControlRequest request, LatestProgress progress, CancellationToken cancellationToken)
    {
        if (request.Command is ControlCommand.Retry or ControlCommand.Drop or ControlCommand.Resync)
        {
            ControlLog.Asked(logger, request.Command, request.Tier);
        }

        return request.Command switch
        {
            ControlCommand.Health => await store.GetHealthAsync(cancellationToken).ConfigureAwait(false),
            ControlCommand.Size => await store.GetSizeAsync(request.Tier, cancellationToken).ConfigureAwait(false),
            ControlCommand.Quarantine => await store.GetQuarantineAsync(request.Tier, cancellationToken).ConfigureAwait(false),
            ControlCommand.Retry => await store.RetryQuarantineAsync(request.Tier, cancellationToken).ConfigureAwait(false),
            ControlCommand.Drop => await store.DropQuarantinedAsync(request.Tier, request.Lsn, cancellationToken).ConfigureAwait(false),
            ControlCommand.Verify => await store.VerifyAsync(request.Tier, request.Other, request.Options, progress, cancellationToken).ConfigureAwait(false),
            ControlCommand.Resync => await store.ResyncAsync(request.Tier, request.Other, request.Options, progress, cancellationToken).ConfigureAwait(false),
            _ => throw new InvalidDataException($"unknown command {request.Command}."),
        };
    }

    /// <summary>Cancels when the operator leaves. Whatever it may say after the request is no part of the protocol, and counts as that.</summary>
    private async Task WatchAsync(CancellationTokenSource given)
    {
        try
        {
            await _lines.ReadAsync(given.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or OperationCanceledException)
        {
            // Gone in disorder, too talkative, or no longer needed: all the same to whoever is cancelled.
        }

        await given.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Tells progress until it is complete. An operator who does not listen is as good as gone.</summary>
    private async Task TellAsync(LatestProgress progress, CancellationTokenSource given)
    {
        try
        {
            await foreach (var step in progress.ReadAllAsync(given.Token).ConfigureAwait(false))
            {
                await SendAsync(new ControlReply { Progress = step }, given.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or OperationCanceledException)
        {
            await given.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task SendAsync(ControlReply reply, CancellationToken cancellationToken) => await WithinPatienceAsync(
        async token =>
        {
            await stream.WriteAsync(ControlProtocol.Write(reply), token).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    private async Task<T> WithinPatienceAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await step(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing more came within {Patience}.");
        }
    }
}
