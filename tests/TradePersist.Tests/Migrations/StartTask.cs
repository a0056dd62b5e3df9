using TradePersist.Relational;
using TradePersist.Tests.Support;

namespace TradePersist.Tests.Migrations;

/// <summary>Opens a tier when it is told to, and says whether its schema is whole then. Arguments: the engine, the folder.</summary>
internal sealed class StartTask : IChildTask
{
    public async Task RunAsync(IReadOnlyList<string> arguments)
    {
        var engine = (ISqlEngine)Activator.CreateInstance(Type.GetType(arguments[0], throwOnError: true)!)!;
        await using var tier = engine.NewTier(arguments[1]);
        var tables = new Catalog().Tables;
        Console.WriteLine(0);
        Console.ReadLine();
        await tier.OpenAsync(tables, default);
        await using var other = engine.NewTier(arguments[1], MigrationMode.Validate);
        await other.OpenAsync(tables, default);
        Console.WriteLine(1);
    }
}
