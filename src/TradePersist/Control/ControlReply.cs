using System.Text.Json;
using TradePersist.Repair;

namespace TradePersist.Control;

/// <summary>One line of an answer: progress, or the result or the error that ends it.</summary>
internal sealed record ControlReply
{
    public VerifyProgress? Progress { get; init; }

    public JsonElement? Result { get; init; }

    public ControlError? Error { get; init; }
}
