namespace TradePersist.Model;

/// <summary>A computed number (a sum, a product) does not fit the decimal type; nothing was rounded or wrapped.</summary>
public sealed class DecimalOverflowException : TradePersistException
{
    /// <summary>Creates the error for a number, given approximately as text.</summary>
    public DecimalOverflowException(string number)
        : base($"{number} does not fit a decimal of {Decimals.IntegerDigits} integer digits and {Decimals.Scale} decimals, or has more than 28 significant digits.")
    {
    }
}
