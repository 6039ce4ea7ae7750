using Spectre.Console;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

/// <summary>A line for each part of the instance. Fails if any is not well.</summary>
sealed class DoctorCommand : AsyncCommand<InstanceOptions>
{
    public override async Task<int> ExecuteAsync(CommandContext context, InstanceOptions options, CancellationToken ct)
    {
        using var interrupt = new Interrupt(ct);
        IReadOnlyList<Diagnosis> findings;
        try
        {
            await using var app = await Program.Build(new ServerOptions(options.Data, options.Urls, LogToError: true));
            findings = await Doctor.Examine(app.Services, interrupt.Token);
        }
        catch (OperatorException unusable)
        {
            // Without these there is no instance to look at.
            findings = [new Diagnosis("settings", false, unusable.Message)];
        }
        foreach (var finding in findings)
            Terminal.Output.MarkupLineInterpolated($"{(finding.IsWell ? "ok  " : "FAIL")}  {finding.Part,-14}  {finding.Text}");
        var ill = findings.Count(finding => !finding.IsWell);
        Terminal.Output.WriteLine(ill == 0 ? "All is well." : $"{ill} of {findings.Count} need attention.");
        return ill == 0 ? 0 : 1;
    }
}
