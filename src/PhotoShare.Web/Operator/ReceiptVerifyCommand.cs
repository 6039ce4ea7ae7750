using System.ComponentModel;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class ReceiptVerifyOptions : InstanceOptions
{
    [CommandArgument(0, "<FILE>")]
    [Description("The receipt, as it was downloaded or mailed.")]
    public required string File { get; init; }
}

/// <summary>Says whether this instance signed a receipt, and what it says.</summary>
sealed class ReceiptVerifyCommand : InstanceCommand<ReceiptVerifyOptions>
{
    protected override async Task Execute(IServiceProvider services, ReceiptVerifyOptions options, CancellationToken ct)
    {
        if (!File.Exists(options.File)) throw new OperatorException($"There is no file {options.File}.");
        var receipt = services.GetRequiredService<ReceiptKey>().Verify(await File.ReadAllTextAsync(options.File, ct))
            ?? throw new OperatorException("This instance did not sign that, or it was changed since.");
        Console.WriteLine($"The receipt {receipt.Id} is this instance's: deleted on {receipt.DeletedAt:yyyy-MM-dd HH:mm} UTC, {receipt.Deleted.Posts} posts, {receipt.Deleted.Photos} photos, {receipt.Deleted.Bytes} bytes.");
    }
}
