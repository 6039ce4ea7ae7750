using PhotoShare.Tests;
using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer($"PhotoShare.Tests.{nameof(LongestFirst)}", "PhotoShare.Tests")]

namespace PhotoShare.Tests;

/// <summary>
/// The collections whose tests go on for minutes, one after the other, begin first, and the many small ones fill what is left beside them. In
/// the order that xunit would choose, a long one may begin last and keep one core of two busy alone.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    static readonly string[] Long = [HouseCollection.Name, NextDoorCollection.Name, CommandCollection.Name];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.IndexOf(Long, collection.DisplayName) is var place and >= 0 ? place : Long.Length);
}
