namespace TradePersist.Repair;

/// <summary>How two tiers differ in one key. A key has one kind only.</summary>
public enum DifferenceKind
{
    /// <summary>The tier lacks a row that the other one has.</summary>
    Missing,

    /// <summary>The tier has a row that the other one lacks.</summary>
    Extra,

    /// <summary>Both have the row, with different values.</summary>
    Different,

    /// <summary>One of them has several rows of this key; goes before the other kinds.</summary>
    Doubled,
}
