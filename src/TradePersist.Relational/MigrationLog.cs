using Microsoft.Extensions.Logging;

namespace TradePersist.Relational;

/// <summary>What migrations log. Event ids 1400 to 1499.</summary>
internal static partial class MigrationLog
{
    [LoggerMessage(1400, LogLevel.Information, "{Store}: schema version {Version} ({Name}) was applied.")]
    public static partial void Applied(ILogger logger, string store, int version, string name);

    [LoggerMessage(1401, LogLevel.Warning, "{Store}: the schema is not what its recorded versions say: {Problem}.")]
    public static partial void Drifted(ILogger logger, string store, string problem);
}
