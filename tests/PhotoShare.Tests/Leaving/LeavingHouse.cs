namespace PhotoShare.Tests;

/// <summary>A house where accounts are deleted thirty days after somebody asked for it. Also another instance, for what is brought along.</summary>
public sealed class LeavingHouse : House
{
    protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:Leaving:GracePeriod"] = "30.00:00:00" };
}
