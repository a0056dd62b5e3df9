namespace EmbeddedBot.Market;

/// <summary>
/// SplitMix64: the numbers depend on the seed alone, on every platform and runtime, so that any minute of the market
/// can be made again without those before it.
/// </summary>
internal struct Dice
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    public Dice(ulong seed) => _state = seed;

    /// <summary>Dice of their own for each combination of numbers.</summary>
    public static Dice For(long seed, long series, long moment)
    {
        var outer = new Dice(unchecked((ulong)seed));
        var inner = new Dice(outer.Next() ^ unchecked((ulong)series * Golden));
        return new Dice(inner.Next() ^ unchecked((ulong)moment * Golden));
    }

    public ulong Next()
    {
        var mixed = _state = unchecked(_state + Golden);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0, below 1.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Nearly normal: mean 0, variance 1.</summary>
    public double Bell() => (Uniform() + Uniform() + Uniform() + Uniform() - 2) * Math.Sqrt(3);

    /// <summary>From 0, below <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Uniform() * end);
}
