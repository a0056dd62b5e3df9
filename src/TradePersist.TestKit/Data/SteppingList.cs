using System.Collections;

namespace TradePersist.TestKit;

/// <summary>
/// A list that tells of every step that a tier takes along it: before each item, and once when the last one is done with.
/// A tier runs its statements between these steps.
/// </summary>
internal sealed class SteppingList<T>(IReadOnlyList<T> items, Action step) : IReadOnlyList<T>
{
    private int _taken;

    public int Count
    {
        get
        {
            if (_taken == items.Count)
            {
                _taken++;
                step();
            }

            return items.Count;
        }
    }

    public T this[int index]
    {
        get
        {
            step();
            _taken = index + 1;
            return items[index];
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var item in items)
        {
            step();
            yield return item;
        }

        step();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
