using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What a mail server is told, by the words of RFC 5321.</summary>
public sealed class SmtpTests
{
    [Fact]
    public async Task A_mail_is_handed_over_whole()
    {
        using var server = new Server(refuses: false);
        await server.Transport.Send(Mail, default);

        var said = await server.Said;
        Assert.Contains("MAIL FROM:<photos@example.org>", said);
        Assert.Contains("RCPT TO:<ann@example.org>", said);
        Assert.Contains("Subject: Ein neues =?", said);
        Assert.Contains("QUIT", said);
    }

    [Fact]
    public async Task A_mail_that_is_not_taken_is_an_error()
    {
        using var server = new Server(refuses: true);
        var refused = await Assert.ThrowsAsync<IOException>(() => server.Transport.Send(Mail, default).WaitAsync(TimeSpan.FromSeconds(10)));
        // It goes into the log.
        Assert.DoesNotContain("example.org", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_STARTTLS_gets_nothing_unless_that_is_allowed()
    {
        using var server = new Server(refuses: false, MailSecurity.StartTls);
        await Assert.ThrowsAsync<NotSupportedException>(() => server.Transport.Send(Mail, default));
        Assert.DoesNotContain("MAIL FROM", await server.Said);
    }

    [Fact]
    public async Task A_look_sends_nothing()
    {
        using var server = new Server(refuses: false);
        await server.Transport.Check(default);
        Assert.DoesNotContain("MAIL FROM", await server.Said);
    }

    static MimeMessage Mail => new()
    {
        From = { new MailboxAddress("PhotoShare", "photos@example.org") },
        To = { new MailboxAddress("Ann", "ann@example.org") },
        Subject = "Ein neues Paßwort für PhotoShare",
        Body = new TextPart("plain") { Text = "Hello" },
    };

    /// <summary>One conversation with a mail server that knows the commands that matter here.</summary>
    sealed class Server : IDisposable
    {
        readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public Server(bool refuses, MailSecurity security = MailSecurity.None)
        {
            listener.Start();
            Said = Talk(refuses);
            Transport = new SmtpTransport("127.0.0.1", new MailSettings { Port = ((IPEndPoint)listener.LocalEndpoint).Port, Security = security });
        }

        public SmtpTransport Transport { get; }

        public Task<string> Said { get; }

        public void Dispose() => listener.Dispose();

        async Task<string> Talk(bool refuses)
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            var (said, inData) = (new StringBuilder(), false);
            await writer.WriteLineAsync("220 test");
            while (await reader.ReadLineAsync() is { } line)
            {
                said.Append(line).Append('\n');
                if (inData && line != ".") continue;
                (inData, var answer) = line.Split(' ')[0].ToUpperInvariant() switch
                {
                    "." => (false, "250 taken"),
                    "DATA" => (true, "354 go on"),
                    "RCPT" when refuses => (false, "550 no such mailbox"),
                    "QUIT" => (false, "221 bye"),
                    _ => (false, "250 ok"),
                };
                await writer.WriteLineAsync(answer);
                if (line == "QUIT") break;
            }
            return said.ToString();
        }
    }
}
