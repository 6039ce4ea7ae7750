using System.Diagnostics;

namespace PhotoShare.Tests;

/// <summary>What a program said and how it ended.</summary>
sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];
}

static class Commands
{
    /// <summary>Runs a program to its end, at most a minute unless it has more.</summary>
    public static async Task<CommandResult> Run(string program, IEnumerable<string> arguments, string? input = null, IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? patience = null)
    {
        using var process = Start(program, arguments, environment);
        using var deadline = new CancellationTokenSource(patience ?? TimeSpan.FromMinutes(1));
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {(patience ?? TimeSpan.FromMinutes(1)).TotalMinutes:0} min.", e);
        }
    }

    public static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }
}
