using System.ComponentModel;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class AuditVerifyOptions : InstanceOptions
{
    [CommandOption("--accept")]
    [Description("Takes the log as it is where only its end is missing, because an older backup was put back. The log says so from then on.")]
    public bool Accept { get; init; }
}

/// <summary>Reads the whole audit log. What waits is chained first, so that the last row is looked at too.</summary>
sealed class AuditVerifyCommand : InstanceCommand<AuditVerifyOptions>
{
    protected override async Task Execute(IServiceProvider services, AuditVerifyOptions options, CancellationToken ct)
    {
        var (chain, verification) = (services.GetRequiredService<AuditChain>(), services.GetRequiredService<AuditVerification>());
        await Chained(chain, ct);
        var verdict = await verification.Verify(ct);
        if (verdict.Fault == AuditFault.CutOff && options.Accept)
        {
            await chain.Accept(ct);
            await Chained(chain, ct);
            await chain.Anchor(ct, accept: true);
            verdict = await verification.Verify(ct);
        }
        if (verdict.Fault is { } fault) throw new OperatorException($"The audit log does not hold: {Told(fault, verdict)}");
        Console.WriteLine($"The audit log holds: {verdict.Rows} rows, each as it was written and in its place.");
    }

    static async Task Chained(AuditChain chain, CancellationToken ct)
    {
        while (await chain.Extend(ct) > 0)
        {
            // Until nothing waits.
        }
    }

    static string Told(AuditFault fault, AuditVerdict verdict) => fault switch
    {
        AuditFault.Changed => $"row {verdict.Position} ({verdict.EventId}) is not what was written.",
        AuditFault.Missing => $"row {verdict.Position} is gone.",
        AuditFault.OutOfOrder => $"row {verdict.Position} ({verdict.EventId}) does not follow the one before it: rows were put in, taken out or moved.",
        _ => $"it ends before row {verdict.Position}, or has another one there, though the blob store knows of it. After an older backup was put back, run: photoshare audit verify --accept",
    };
}
