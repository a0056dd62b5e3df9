using System.Text.Json.Serialization;

namespace TradePersist.Control;

/// <summary>An exception on its way to the operator.</summary>
/// <param name="Kind">Which exception it is there.</param>
/// <param name="Message">What it says.</param>
internal sealed record ControlError(ControlErrorKind Kind, string Message)
{
    /// <summary>Why, by tier, when tiers cannot answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<KeyValuePair<string, string>>? Reasons { get; init; }

    public static ControlError Of(Exception exception) => exception switch
    {
        TierUnavailableException unavailable => new(ControlErrorKind.Unavailable, unavailable.Message) { Reasons = unavailable.Reasons },
        ArgumentException => new(ControlErrorKind.Argument, exception.Message),
        _ => new(ControlErrorKind.Failed, exception.Message),
    };

    public Exception ToException() => (Kind, Reasons) switch
    {
        (ControlErrorKind.Unavailable, { } reasons) => new TierUnavailableException(reasons),
        (ControlErrorKind.Argument, _) => new ArgumentException(Message),
        _ => new StoreControlException(Message),
    };
}
