using Spectre.Console.Cli;

namespace PhotoShare.Web;

/// <summary>Whether the server of this machine can do its work: for a container's health check, where there is no other client.</summary>
sealed class HealthCommand : AsyncCommand<InstanceOptions>
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public override async Task<int> ExecuteAsync(CommandContext context, InstanceOptions options, CancellationToken ct)
    {
        using var client = new HttpClient { Timeout = Patience };
        var address = new Uri(Hosting.CreateBuilder(new ServerOptions(options.Data, options.Urls)).Configuration.LocalAddress(), "/health/ready");
        try
        {
            using var answer = await client.GetAsync(address, ct);
            Console.WriteLine(await answer.Content.ReadAsStringAsync(ct));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            throw new OperatorException($"{address} does not answer: {silent.Message}", silent);
        }
    }
}
