using TradePersist.Tiers;

namespace TradePersist.TestKit;

/// <summary>A way in which a store really fails, caused from outside of the tier while it is open.</summary>
/// <param name="Name">What happens, for messages.</param>
/// <param name="Kind">What <see cref="ITier.Classify"/> must make of it.</param>
/// <param name="Cause">Makes the next batch of table <c>kinds</c> fail.</param>
/// <param name="Cure">Makes an end of it; null when nothing cures it. The tier must then go on by itself, after <see cref="ITier.OpenAsync"/> at the most.</param>
public sealed record RealFailure(string Name, FailureKind Kind, Func<Task> Cause, Func<Task>? Cure = null);
