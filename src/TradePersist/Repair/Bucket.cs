namespace TradePersist.Repair;

/// <summary>What one part of a table adds up to in each of two tiers.</summary>
internal sealed class Bucket
{
    private long _rows;
    private long _otherRows;
    private UInt128 _hash;
    private UInt128 _otherHash;

    /// <summary>Whether keys of it are still to be looked at again.</summary>
    public bool IsOpen { get; set; }

    public bool Differs => _rows != _otherRows || _hash != _otherHash;

    public void Add(UInt128 hash)
    {
        _rows++;
        _hash = unchecked(_hash + hash);
    }

    public void AddOther(UInt128 hash)
    {
        _otherRows++;
        _otherHash = unchecked(_otherHash + hash);
    }

    public BucketComparison Describe(string name) => new(name, _rows, _otherRows, ContentHash.Text(_hash), ContentHash.Text(_otherHash));
}
