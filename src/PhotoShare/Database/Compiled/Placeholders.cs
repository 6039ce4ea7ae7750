using System.Security.Cryptography;

namespace PhotoShare;

/// <summary>Values that stand in a query for those that it will be run with. Nothing else in it is equal to them.</summary>
static class Placeholders
{
    /// <summary>One of the same type as a value.</summary>
    public static object Like(object value) => value switch
    {
        Guid => Guid.NewGuid(),
        int => RandomNumberGenerator.GetInt32(1 << 30, int.MaxValue),
        long => (1L << 60) + Bits,
        double => 1e300 + Bits * 1e290,
        DateTime => new DateTime(Bits, DateTimeKind.Utc),
        string => $"{Guid.NewGuid()}",
        byte[] => Guid.NewGuid().ToByteArray(),
        // Equal to itself alone.
        Array list => Array.CreateInstance(list.GetType().GetElementType()!, 1),
        _ => throw new ArgumentException($"A compiled query takes no {value.GetType()}."),
    };

    static long Bits => BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
}
