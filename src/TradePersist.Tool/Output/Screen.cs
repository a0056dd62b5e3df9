using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;
using TradePersist.Repair;

namespace TradePersist.Tool.Output;

/// <summary>Answers on the standard output, for people or as JSON; errors and progress beside it.</summary>
internal sealed class Screen(bool isJson)
{
    // A pipe or a file has no width, and what reads it wants whole lines.
    private const int WidthOfPipes = 1000;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public bool IsJson => isJson;

    public void Show<T>(T content, Action<IAnsiConsole> draw)
    {
        if (isJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(content, Format));
        }
        else
        {
            draw(ConsoleOn(Console.Out, Console.IsOutputRedirected));
        }
    }

    /// <summary>The standard output for many lines.</summary>
    public static StreamWriter Lines() => new(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);

    /// <summary>Says what is wrong, beside an answer that was begun.</summary>
    public static int Complain(string message, int exitCode)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }

    /// <summary>Says why there is no answer.</summary>
    public int Fail(string error, int exitCode)
    {
        if (isJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { error, exitCode }, Format));
        }

        return Complain(error, exitCode);
    }

    /// <summary>Shows how far something has come while it runs.</summary>
    public async Task<T> FollowAsync<T>(Func<IProgress<VerifyProgress>?, Task<T>> run)
    {
        if (isJson)
        {
            return await run(null).ConfigureAwait(false);
        }

        return await ConsoleOn(Console.Error, Console.IsErrorRedirected).Status()
            .StartAsync("Begins ...", status => run(new StatusProgress(status))).ConfigureAwait(false);
    }

    private static IAnsiConsole ConsoleOn(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (isRedirected)
        {
            console.Profile.Capabilities.Ansi = false;
            console.Profile.Width = WidthOfPipes;
        }

        return console;
    }
}
