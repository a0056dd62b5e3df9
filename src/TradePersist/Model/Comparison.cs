namespace TradePersist.Model;

/// <summary>How a column compares with a value. A comparison with NULL on either side is false, except for the two NULL tests.</summary>
public enum Comparison : byte
{
    /// <summary>Equal.</summary>
    Equal = 1,

    /// <summary>Not equal; false for NULL.</summary>
    NotEqual = 2,

    /// <summary>Less.</summary>
    Less = 3,

    /// <summary>Less or equal.</summary>
    LessOrEqual = 4,

    /// <summary>Greater.</summary>
    Greater = 5,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual = 6,

    /// <summary>Equal to one of several values.</summary>
    In = 7,

    /// <summary>NULL.</summary>
    IsNull = 8,

    /// <summary>Not NULL.</summary>
    IsNotNull = 9,
}
