using System.Collections.Concurrent;

namespace TradePersist.Providers.Tests.Toy;

/// <summary>What is outside of a toy tier: whether its store can be reached.</summary>
public sealed class ToyStore
{
    private static readonly ConcurrentDictionary<string, ToyStore> Stores = new();

    public bool IsAway { get; set; }

    public static ToyStore Of(string name) => Stores.GetOrAdd(name, _ => new ToyStore());

    public void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new TimeoutException("The toy is away.");
        }
    }
}
