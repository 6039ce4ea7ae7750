using System.ComponentModel;
using PhotoShare.Media;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class KeysRotateOptions : InstanceOptions
{
    [CommandOption("--new")]
    [Description("Makes a new master key in the data folder first. With KMS, make it there and name it in PhotoShare__KmsKey on every server.")]
    public bool New { get; init; }
}

/// <summary>Beside a running server, which goes on with both keys; begun again after an interruption, it goes on where it was.</summary>
sealed class KeysRotateCommand : InstanceCommand<KeysRotateOptions>
{
    const int MostNamed = 10;

    protected override async Task Execute(IServiceProvider services, KeysRotateOptions options, CancellationToken ct)
    {
        var (rotation, keys) = (services.GetRequiredService<KeyRotation>(), services.GetRequiredService<WrappedKeys>());
        var kept = options.New ? await Renew(services.GetRequiredService<IMasterKey>(), ct) : null;
        var (wrapped, failed) = await KeysProgress.Show(rotation, "Wrapping", step => rotation.Rotate(step, ct), ct);
        if (failed.Count > 0)
            throw new OperatorException($"{failed.Count} keys can't be opened by any master key at hand, the others are done. Put back the master key that wraps them, and rotate again: {string.Join(", ", failed.Take(MostNamed))}{(failed.Count > MostNamed ? " …" : "")}");

        Console.WriteLine(wrapped == 0 && kept is null ? $"Every key was wrapped by {keys.Master} already." : $"{wrapped} keys were wrapped anew; all are wrapped by {keys.Master} now.");
        if (kept is not null) Console.WriteLine($"The former master key lies in {kept}. Older backups of the blobs need it; when there are none left, delete it.");
    }

    static async Task<string> Renew(IMasterKey master, CancellationToken ct) => master is LocalMasterKey local
        ? await local.Renew(ct)
        : throw new OperatorException("The master key is in KMS: make the new one there, name it in PhotoShare__KmsKey on every server, restart them one by one, and then rotate without --new.");
}
