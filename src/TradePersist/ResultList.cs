using System.Collections;

namespace TradePersist;

/// <summary>Records that were read, and where they came from.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class ResultList<T> : IReadOnlyList<T>
{
    private readonly IReadOnlyList<T> _items;

    /// <summary>Creates the list.</summary>
    /// <param name="items">The records.</param>
    /// <param name="tier">The tier that answered.</param>
    /// <param name="isComplete">Whether the tier knows every record that was asked for.</param>
    /// <param name="next">The cursor of the next page; null when there is none.</param>
    public ResultList(IReadOnlyList<T> items, string tier, bool isComplete, string? next = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = items;
        Tier = tier;
        IsComplete = isComplete;
        Next = next;
    }

    /// <summary>The tier that answered.</summary>
    public string Tier { get; }

    /// <summary>Whether the tier knows every record that was asked for; false for a bounded tier that may have let some go.</summary>
    public bool IsComplete { get; }

    /// <summary>The cursor of the next page; null when there is none.</summary>
    public string? Next { get; }

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
