namespace PhotoShare.Web;

/// <summary>Chance that falls the same way on every machine: FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv) over a name of what it is about.</summary>
static class DemoChance
{
    /// <summary>A number from 0 to <paramref name="below"/> - 1.</summary>
    public static int Of(int below, string about)
    {
        var hash = 2166136261u;
        foreach (var letter in about) hash = (hash ^ letter) * 16777619;
        // The low bits of FNV-1a are its weakest.
        return (int)((hash ^ (hash >> 15)) % (uint)below);
    }
}
