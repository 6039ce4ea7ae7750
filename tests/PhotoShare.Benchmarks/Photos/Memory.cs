using System.Globalization;

namespace PhotoShare.Benchmarks;

/// <summary>What Linux says of a process's memory, in megabytes of 2^20 bytes.</summary>
static class Memory
{
    /// <summary>The most that this process ever had.</summary>
    public static double Peak => Read("self", "VmHWM");

    /// <summary>The most that another process ever had.</summary>
    public static double PeakOf(int process) => Read($"{process}", "VmHWM");

    /// <summary>What this process has.</summary>
    public static double Now => Read("self", "VmRSS");

    /// <summary>What a process and those that it started have together; pages that they share count for each.</summary>
    public static double OfTree(int process) => Read($"{process}", "VmRSS") + ChildrenOf(process).Sum(OfTree);

    public static IEnumerable<int> ChildrenOf(int process) =>
        from task in Directory.GetDirectories($"/proc/{process}/task")
        from child in File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select int.Parse(child, CultureInfo.InvariantCulture);

    static double Read(string process, string field) =>
        double.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith($"{field}:", StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
