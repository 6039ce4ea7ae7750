using MimeKit;

namespace PhotoShare;

/// <summary>
/// On one box without a mail server: a mail is a file (RFC 5322, <c>.eml</c>) in the folder <c>outbox</c> of the data folder, which the
/// operator reads there or on the page of the outbox. The oldest make room for the newest.
/// </summary>
public sealed class OutboxTransport(Settings settings) : IMailTransport
{
    /// <summary>Mails that are kept.</summary>
    public const int Most = 100;

    string Folder => Path.Combine(settings.DataDirectory, "outbox");

    public async Task Send(MimeMessage mail, CancellationToken ct)
    {
        Open();
        // The name begins with the time, so that names are in the order of their mails.
        var file = Path.Combine(Folder, $"{Guid.CreateVersion7():n}.eml");
        var unfinished = file + ".part";
        await using (var content = File.Create(unfinished))
            await mail.WriteToAsync(content, ct);
        File.Move(unfinished, file);
        foreach (var old in Files().Skip(Most)) File.Delete(old);
    }

    public Task Check(CancellationToken ct)
    {
        Open();
        return Task.CompletedTask;
    }

    /// <summary>What is there, the newest first.</summary>
    public async Task<IReadOnlyList<MimeMessage>> Read(CancellationToken ct)
    {
        var mails = new List<MimeMessage>();
        foreach (var file in Files())
        {
            await using var content = File.OpenRead(file);
            mails.Add(await MimeMessage.LoadAsync(content, ct));
        }
        return mails;
    }

    IEnumerable<string> Files() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.eml").OrderDescending(StringComparer.Ordinal) : [];

    /// <summary>Who reads a mail could take the account: nobody else on the machine is to.</summary>
    void Open()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Folder);
        else Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
