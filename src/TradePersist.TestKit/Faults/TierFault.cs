using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>Something that goes wrong with one call of a <see cref="FaultyTier"/>.</summary>
public sealed class TierFault
{
    private readonly Func<CancellationToken, Task> _wait;

    private TierFault(Func<CancellationToken, Task> wait) => _wait = wait;

    internal TierFaultException? After { get; private init; }

    internal int? Rows { get; private init; }

    /// <summary>The call fails and does nothing.</summary>
    /// <param name="kind">What the failure means.</param>
    public static TierFault Fail(FailureKind kind) => new(_ => Task.FromException(new TierFaultException(kind)));

    /// <summary>The call is carried out, and then fails: an acknowledgement that was lost on its way.</summary>
    public static TierFault LoseAcknowledgement() => new(_ => Task.CompletedTask) { After = Lost() };

    /// <summary>The call is carried out later.</summary>
    /// <param name="delay">How much later.</param>
    /// <param name="time">The clock; the system's by default.</param>
    public static TierFault Delay(TimeSpan delay, TimeProvider? time = null) => new(token => Task.Delay(delay, time ?? TimeProvider.System, token));

    /// <summary>The call hangs until it is released, and is carried out then; or until it is canceled.</summary>
    /// <param name="released">Ends the wait.</param>
    public static TierFault Hang(Task released) => new(released.WaitAsync);

    /// <summary>
    /// A batch is carried out up to a row, without its position, and then fails, as in a store without transactions. A
    /// call that is no batch just fails.
    /// </summary>
    /// <param name="rows">How many rows are written: 0 or more, of those in the batch. The deletes of the tables that they are of come first.</param>
    public static TierFault ApplyPartly(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return new(_ => Task.CompletedTask) { Rows = rows, After = Lost() };
    }

    internal Task WaitAsync(CancellationToken cancellationToken) => _wait(cancellationToken);

    private static TierFaultException Lost() => new(FailureKind.Transient);
}
