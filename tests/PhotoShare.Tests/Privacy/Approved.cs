using Xunit;

namespace PhotoShare.Tests;

/// <summary>A table that was approved by hand, a line for a row, its key first.</summary>
static class Approved
{
    /// <summary>Fails with each row that is new, gone or otherwise, as a line to approve or to mend.</summary>
    public static async Task Table(string file, string heading, IEnumerable<string> rows)
    {
        var path = Repository.PathOf("tests", "PhotoShare.Tests", "Privacy", file);
        var approved = Keyed((await File.ReadAllLinesAsync(path)).Where(line => line.Length > 0 && line[0] != '#'));
        var actual = Keyed(rows);
        List<string> wrong =
        [
            .. actual.Where(row => !approved.ContainsKey(row.Key)).Select(row => $"no expectation  {row.Value}"),
            .. actual.Where(row => approved.TryGetValue(row.Key, out var line) && line != row.Value).Select(row => $"expected        {approved[row.Key]}\n  is              {row.Value}"),
            .. approved.Where(row => !actual.ContainsKey(row.Key)).Select(row => $"gone            {row.Value}"),
        ];
        Assert.True(wrong.Count == 0, $"{file} says otherwise:\n{heading}\n  {string.Join("\n  ", wrong)}");
    }

    static Dictionary<string, string> Keyed(IEnumerable<string> lines) => lines.Select(line => line.TrimEnd()).ToDictionary(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]);
}
