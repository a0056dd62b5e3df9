using TradePersist.Chain;

namespace TradePersist.Repair;

/// <summary>
/// Both tiers stand still at one record of the journal: each has applied everything up to it and nothing beyond, so what
/// differs now is no matter of one being ahead. Nobody else stands still; keep it short, for reads pass both by.
/// </summary>
internal sealed class Standstill : IDisposable
{
    private const int MostTries = 20;
    private const int BriefParts = 20;
    private const int MostDoublings = 5;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    private readonly TierPair _pair;
    private TierHold? _hold;
    private TierHold? _otherHold;

    private Standstill(TierPair pair) => _pair = pair;

    /// <summary>The record.</summary>
    public long Lsn { get; private set; }

    /// <summary>The tier that may be repaired.</summary>
    public TierHold Tier => _hold!;

    /// <summary>Throws <see cref="TierUnavailableException"/> naming the tier that does not get there in time.</summary>
    public static async Task<Standstill> BeginAsync(TierPair pair, CancellationToken cancellationToken)
    {
        TierUnavailableException? reason = null;
        for (var i = 0; i < MostTries; i++)
        {
            var standstill = new Standstill(pair);
            try
            {
                reason = await standstill.TryMeetAsync(i, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                standstill.Dispose();
                throw;
            }

            if (reason is null)
            {
                return standstill;
            }

            standstill.Dispose();
            await Task.Delay(BetweenTries, pair.Time, cancellationToken).ConfigureAwait(false);
        }

        throw reason!;
    }

    public void Dispose()
    {
        _hold?.Dispose();
        _otherHold?.Dispose();
    }

    private async Task<TierUnavailableException?> TryMeetAsync(int tries, CancellationToken cancellationToken)
    {
        // Both close to the end first, so that neither stands for long while the other comes.
        var recent = _pair.Journal.DurableLsn;
        await _pair.Patience.ForAsync(_pair.Tier, token => PassAsync(_pair.Tier, recent, token), cancellationToken).ConfigureAwait(false);
        await _pair.Patience.ForAsync(_pair.Other, token => PassAsync(_pair.Other, recent, token), cancellationToken).ConfigureAwait(false);

        // Nor for long because the other hangs: the next time that one is waited for while nobody stands.
        if (tries % 2 == 0)
        {
            _hold = await _pair.Patience.ForAsync(_pair.Tier, _pair.Tier.HoldAsync, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _otherHold = await _pair.Patience.ForAsync(_pair.Other, _pair.Other.HoldAsync, cancellationToken).ConfigureAwait(false);
        }

        var brief = BriefAt(tries);
        try
        {
            _hold ??= await brief.ForAsync(_pair.Tier, _pair.Tier.HoldAsync, cancellationToken).ConfigureAwait(false);
            _otherHold ??= await brief.ForAsync(_pair.Other, _pair.Other.HoldAsync, cancellationToken).ConfigureAwait(false);

            // The one that is behind comes up to the other, which stands already.
            Lsn = Math.Max(_hold.Position, _otherHold.Position);
            await brief.ForAsync(_pair.Tier, token => _hold.AdvanceToAsync(Lsn, token), cancellationToken).ConfigureAwait(false);
            await brief.ForAsync(_pair.Other, token => _otherHold.AdvanceToAsync(Lsn, token), cancellationToken).ConfigureAwait(false);
        }
        catch (TierUnavailableException exception)
        {
            return exception;
        }

        return await DenialAsync(_pair.Tier, _pair.Reading, cancellationToken).ConfigureAwait(false)
            ?? await DenialAsync(_pair.Other, _pair.ReadingOther, cancellationToken).ConfigureAwait(false);
    }

    // Longer from try to try, for a tier whose batches take that long.
    private Patience BriefAt(int tries)
    {
        var parts = Math.Min(1 << Math.Min(tries, MostDoublings), BriefParts);
        return new Patience(_pair.Options.Patience / BriefParts * parts, _pair.Time);
    }

    private static async Task PassAsync(TierWorker worker, long lsn, CancellationToken cancellationToken)
    {
        if (!await worker.Status.WaitForAsync(lsn, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false))
        {
            throw worker.Unavailable();
        }
    }

    // The store has the last word. After a commit whose acknowledgement was lost it is further than its worker knows, until
    // the worker has read the position again.
    private async Task<TierUnavailableException?> DenialAsync(TierWorker worker, TierReader reading, CancellationToken cancellationToken)
    {
        var stored = await reading.PositionAsync(_pair.Journal.Id, cancellationToken).ConfigureAwait(false);
        return stored == Lsn && worker.Status.Position == Lsn
            ? null
            : new TierUnavailableException([new(worker.Name, $"says that it is at {stored?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no position"}, and its worker at {worker.Status.Position}")]);
    }
}
