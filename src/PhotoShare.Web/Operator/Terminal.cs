using Spectre.Console;

namespace PhotoShare.Web;

/// <summary>Where the operator reads: answers on the output, everything said along the way on the error stream.</summary>
static class Terminal
{
    public static IAnsiConsole Error { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
