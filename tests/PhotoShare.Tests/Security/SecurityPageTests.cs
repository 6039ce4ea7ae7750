using System.Text.RegularExpressions;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The page of measures names tests that are there.</summary>
public sealed class SecurityPageTests
{
    [Fact]
    public void What_the_page_says_is_shown_is_shown_by_a_test_that_is_there()
    {
        var page = File.ReadAllText(Repository.PathOf("architecture", "security.md"));
        var named = Regex.Matches(page, "`([A-Za-z0-9]+Tests)`").Select(match => match.Groups[1].Value).Distinct().ToList();
        var there = typeof(SecurityPageTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();

        Assert.True(named.Count > 30, $"{named.Count} tests are named.");
        Assert.DoesNotContain(named, name => !there.Contains(name));
        Assert.All(Regex.Matches(page, @"\]\(([^)]+\.md)\)").Select(match => match.Groups[1].Value), link => Assert.True(File.Exists(Repository.PathOf("architecture", link)), link));
    }
}
