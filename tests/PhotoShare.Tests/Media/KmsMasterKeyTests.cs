using Amazon.KeyManagementService;
using Amazon.Runtime;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

public sealed class KmsMasterKeyTests : MasterKeyTests
{
    KmsServer kms = null!;
    string arn = null!;

    public override async Task InitializeAsync()
    {
        kms = await KmsServer.Start();
        arn = kms.CreateKey();
    }

    AmazonKeyManagementServiceClient Client() => new(new BasicAWSCredentials("tests", "tests"), new AmazonKeyManagementServiceConfig
    {
        ServiceURL = kms.Address.ToString(),
        AuthenticationRegion = "us-east-1",
        MaxErrorRetry = 0,
    });

    protected override async Task<IMasterKey> Open() => await KmsMasterKey.Open(Client(), arn, null, Ct);

    protected override async Task<IMasterKey> Other() => await KmsMasterKey.Open(Client(), kms.CreateKey(), null, Ct);

    protected override Task<IMasterKey> Renewed() => Other();

    [Fact]
    public async Task An_instance_that_moves_to_it_opens_what_its_local_key_wrapped()
    {
        var local = await LocalMasterKey.OpenOrCreate(Folder.Path, Ct);
        var wrapped = await local.Wrap(Secret, "ann", Ct);

        var moved = await KmsMasterKey.Open(Client(), arn, await LocalMasterKey.Find(Folder.Path, Ct), Ct);
        Assert.Equal(Secret, await moved.Unwrap(wrapped, "ann", Ct));
        await Refused(async () => await (await Open()).Unwrap(wrapped, "ann", Ct));
    }

    [Fact]
    public async Task A_wrapped_key_that_names_another_key_than_its_own_is_refused()
    {
        var (one, other) = (await Open(), await Other());
        var (wrapped, named) = (await one.Wrap(Secret, "ann", Ct), await other.Wrap(Secret, "ann", Ct));

        await Refused(() => one.Unwrap([.. named[..(2 + named[1])], .. wrapped[(2 + wrapped[1])..]], "ann", Ct));
    }

    [Theory]
    [InlineData("NotFoundException", "no KMS key")]
    [InlineData("DisabledException", "Enable it")]
    [InlineData("KMSInvalidStateException", "about to be deleted")]
    [InlineData("AccessDeniedException", "Allow its role")]
    [InlineData("ExpiredTokenException", "credentials")]
    public async Task A_key_that_cannot_be_used_is_said_at_the_start_and_may_come_back_while_running(string error, string word)
    {
        var running = await Open();
        var wrapped = await running.Wrap(Secret, "ann", Ct);
        kms.Refused[arn] = error;

        var said = await Assert.ThrowsAsync<MasterKeyException>(Open);
        Assert.Contains(word, said.Message, StringComparison.Ordinal);
        Assert.Contains(arn, said.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MasterKeyUnavailableException>(() => running.Unwrap(wrapped, "ann", Ct));

        kms.Refused.Clear();
        Assert.Equal(Secret, await running.Unwrap(wrapped, "ann", Ct));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_said_and_is_retryable()
    {
        var running = await Open();
        await kms.DisposeAsync();

        Assert.Contains("can't be asked", (await Assert.ThrowsAsync<MasterKeyException>(Open)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MasterKeyUnavailableException>(() => running.GenerateDataKey("ann", Ct));
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await kms.DisposeAsync();
    }
}
