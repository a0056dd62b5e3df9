using System.CommandLine;
using TradePersist.Benchmarks;

var suites = new Argument<string[]>("suites")
{
    Description = "Which to run; all when none is named.",
    Arity = ArgumentArity.ZeroOrMore,
};
suites.AcceptOnlyFromAmong([.. Suites.All.Keys]);
var data = new Option<DirectoryInfo>("--data")
{
    Description = "Where to work: a folder on the disk that is to be measured. The program's own by default.",
    DefaultValueFactory = _ => new DirectoryInfo(AppContext.BaseDirectory),
};
var json = new Option<FileInfo?>("--json") { Description = "A file to write the figures to." };
var quick = new Option<bool>("--quick") { Description = "Seconds instead of minutes: shows that everything works, judges nothing." };

var command = new RootCommand("Measures TradePersist against hand-written code that does the same job.") { suites, data, json, quick };
command.SetAction(parsed => BenchmarkRun.RunAsync(
    parsed.GetValue(suites) ?? [],
    parsed.GetRequiredValue(data),
    parsed.GetValue(json),
    parsed.GetValue(quick)));
return await command.Parse(args).InvokeAsync();
