using Spectre.Console;

namespace PhotoShare.Web;

/// <summary>Where the operator reads: answers on the output, everything said along the way on the error stream.</summary>
static class Terminal
{
    public static IAnsiConsole Output { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    static IAnsiConsole Create(TextWriter stream, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(stream) });
        // In a file or a pipe a line stays a line.
        if (isRedirected) console.Profile.Width = 10_000;
        return console;
    }
}
