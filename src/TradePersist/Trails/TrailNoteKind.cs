namespace TradePersist.Trails;

/// <summary>What a payload holds, or lacks, that did not become a value.</summary>
public enum TrailNoteKind
{
    /// <summary>No section holds any value that a column takes. The 15 rows are stored all the same.</summary>
    NoData,

    /// <summary>The section is not there.</summary>
    Absent,

    /// <summary>The section is not the list or the object that it should be.</summary>
    WrongShape,

    /// <summary>Records without a usable <c>minute_span_from</c>, or <c>minute_timestamp</c> and end of the window; or that are no records.</summary>
    NoMinute,

    /// <summary>Records of minutes that are none of 0 to 14.</summary>
    OutsideWindow,

    /// <summary>Records of a minute that an earlier record of the section has taken.</summary>
    Repeated,

    /// <summary>Values that are NaN or infinite; they are stored as NULL.</summary>
    NotFinite,

    /// <summary>Points of a series that hold no finite number.</summary>
    Unreadable,
}
