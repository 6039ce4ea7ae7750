using Spectre.Console;

namespace PhotoShare.Web;

/// <summary>Where the operator reads: answers on the output, everything said along the way on the error stream.</summary>
static class Terminal
{
    public static IAnsiConsole Error { get; } = Create();

    static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        // In a file or a pipe a line stays a line.
        if (Console.IsErrorRedirected) console.Profile.Width = 10_000;
        return console;
    }
}
