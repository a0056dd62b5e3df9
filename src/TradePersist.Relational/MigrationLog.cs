using Microsoft.Extensions.Logging;

namespace TradePersist.Relational;

/// <summary>What migrations log. Event ids 1300 to 1399.</summary>
internal static partial class MigrationLog
{
    [LoggerMessage(1300, LogLevel.Information, "{Store}: schema version {Version} ({Name}) was applied.")]
    public static partial void Applied(ILogger logger, string store, int version, string name);

    [LoggerMessage(1301, LogLevel.Warning, "{Store}: the schema is not what its recorded versions say: {Problem}.")]
    public static partial void Drifted(ILogger logger, string store, string problem);
}
