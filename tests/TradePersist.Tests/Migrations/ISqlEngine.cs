using Microsoft.Extensions.Logging;
using TradePersist.Relational;

namespace TradePersist.Tests.Migrations;

/// <summary>A SQL engine with a database of its own in a folder. What is tested for one is tested for all.</summary>
internal interface ISqlEngine
{
    /// <summary>Its folder in <c>schemas</c>.</summary>
    string Name { get; }

    /// <summary>A query, or several with <c>;;</c> between them, that tell the whole schema.</summary>
    string Schema { get; }

    /// <summary>Statements that make what the library must refuse, each with the problem that it names; with <c>;;</c> between the statements of one.</summary>
    IReadOnlyList<(string Damage, string Problem)> Damages { get; }

    /// <summary>The old <c>trades</c> table, with <c>;;</c> between the statements.</summary>
    string OldTrades { get; }

    /// <summary>An instant as a literal.</summary>
    string Noon { get; }

    IMigratableTier NewTier(string folder, MigrationMode mode = MigrationMode.Apply, string prefix = "", ILogger? logger = null);

    void AddTo(TradePersistenceBuilder builder, string folder);

    /// <summary>Runs statements with <c>;;</c> between them, without the library. The answer has a line per row, its cells with <c>|</c> between them.</summary>
    Task<string> RunAsync(string folder, string sql);
}
