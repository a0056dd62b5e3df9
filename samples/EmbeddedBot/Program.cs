using System.CommandLine;
using Spectre.Console;

var data = new Option<DirectoryInfo>("--data")
{
    Description = "The folder that everything is written to.",
    DefaultValueFactory = _ => new DirectoryInfo("data/embedded-bot"),
};

var command = new RootCommand("A trading bot that remembers, with a journal and SQLite in its own process.") { data };
command.SetAction(parsed => AnsiConsole.MarkupLineInterpolated($"The bot has nothing to store yet; it will live in {parsed.GetRequiredValue(data).FullName}."));
return await command.Parse(args).InvokeAsync();
