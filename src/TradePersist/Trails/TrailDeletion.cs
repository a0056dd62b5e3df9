namespace TradePersist.Trails;

/// <summary>The acknowledgement of a deletion.</summary>
/// <param name="Receipt">What is guaranteed: the deletion is on its way to every tier whether there was a trail or not.</param>
/// <param name="Existed">Whether there was a trail, right before; null when no tier could say.</param>
public sealed record TrailDeletion(Receipt Receipt, bool? Existed);
