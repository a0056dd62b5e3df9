namespace TradePersist.Relational;

/// <summary>A statement and its values. Statements of one shape share one text, so that prepared ones can be kept by it.</summary>
/// <param name="Text">The text, in the engine's dialect.</param>
/// <param name="Parameters">The values, in the order of their numbers, the first being 1.</param>
public sealed record SqlStatement(string Text, IReadOnlyList<SqlParameter> Parameters);
