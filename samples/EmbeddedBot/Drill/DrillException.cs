namespace EmbeddedBot.Drill;

/// <summary>The drill could not be carried out.</summary>
internal sealed class DrillException(string message) : Exception(message);
