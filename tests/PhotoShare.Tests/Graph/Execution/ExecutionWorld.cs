using GraphQL;
using GraphQL.DataLoader;
using PhotoShare.Web;

namespace PhotoShare.Tests;

/// <summary>A graph in memory with a field for each way in which a value comes, or does not.</summary>
public sealed class ExecutionWorld
{
    /// <summary>Six of them.</summary>
    public static IReadOnlyList<Thing> Things() => Thing.All;

    /// <summary>They, one after the other.</summary>
    public static IEnumerable<Thing> Flow() => Thing.All.Select(thing => thing);

    /// <summary>They, a little later.</summary>
    public static async Task<IEnumerable<Thing>> LateThings()
    {
        await Task.Delay(1);
        return Thing.All;
    }

    /// <summary>They, with a gap that may be.</summary>
    public static IReadOnlyList<Thing?> Gaps() => [Thing.All[0], null, Thing.All[2]];

    /// <summary>They, with a gap that may not be.</summary>
    public static IReadOnlyList<Thing> WrongGaps() => [Thing.All[0], null!, Thing.All[2]];

    /// <summary>One that breaks off.</summary>
    public static IEnumerable<Thing> BrokenFlow()
    {
        yield return Thing.All[0];
        throw new InvalidOperationException("The flow broke off.");
    }

    /// <summary>They in rows.</summary>
    public static IReadOnlyList<IReadOnlyList<Thing>> Grid() => [[Thing.All[0], Thing.All[1]], [], [Thing.All[2]]];

    /// <summary>None at all.</summary>
    public static Thing? Nothing() => null;
}

/// <summary>One of six.</summary>
public sealed class Thing(int number)
{
    internal static readonly IReadOnlyList<Thing> All = [.. Enumerable.Range(0, 6).Select(number => new Thing(number))];

    /// <summary>Which.</summary>
    public int Number => number;

    /// <summary>Which kind.</summary>
    public ThingKind Kind => number % 2 == 0 ? ThingKind.Even : ThingKind.Odd;

    /// <summary>Numbers.</summary>
    public IReadOnlyList<int> Numbers => [number, number + 1];

    /// <summary>What it is called.</summary>
    public string Name(string prefix = "thing") => $"{prefix} {number}";

    /// <summary>The same a little later.</summary>
    public async Task<string> Late()
    {
        await Task.Delay(1);
        return $"late {number}";
    }

    /// <summary>One cannot tell, and it may be so.</summary>
    public string? Broken() => number == 2 ? throw new InvalidOperationException("Two is broken.") : "whole";

    /// <summary>One cannot tell later, and it may be so.</summary>
    public async Task<string?> LateBroken()
    {
        await Task.Delay(1);
        return number == 3 ? throw new ExecutionError("Three breaks late.") { Code = "THREE" } : "whole";
    }

    /// <summary>Not always there, though it ought to be.</summary>
    public string Missing() => number == 4 ? null! : "there";

    /// <summary>The next one.</summary>
    public Thing Next() => All[(number + 1) % All.Count];

    /// <summary>The two after it.</summary>
    public IEnumerable<Thing> After() => [Next(), Next().Next()];

    /// <summary>By a loader.</summary>
    public IDataLoaderResult<int> Doubled([FromServices] Doubles doubles) => doubles.Load(Viewer.Anonymous, number);

    /// <summary>One by a loader.</summary>
    public IDataLoaderResult<Thing> Opposite([FromServices] Opposites opposites) => opposites.Load(Viewer.Anonymous, number);

    /// <summary>Some by a loader.</summary>
    public IDataLoaderResult<IEnumerable<Thing>> Around([FromServices] Arounds arounds) => arounds.Load(Viewer.Anonymous, number);

    /// <summary>By a loader that cannot.</summary>
    public IDataLoaderResult<int?> Failing([FromServices] Failures failures) => failures.Load(Viewer.Anonymous, number);

    /// <summary>By a loader that is not ours.</summary>
    public IDataLoaderResult<string?> Foreign() => new ForeignResult(number);

    /// <summary>By a loader that has another answer than it may.</summary>
    public IDataLoaderResult<string> Lacking([FromServices] Lacks lacks) => lacks.Load(Viewer.Anonymous, number);

    sealed class ForeignResult(int number) : IDataLoaderResult<string?>
    {
        public async Task<string?> GetResultAsync(CancellationToken cancellationToken = default)
        {
            await Task.Delay(1, cancellationToken);
            return number == 5 ? throw new InvalidOperationException("Five is foreign.") : $"foreign {number}";
        }

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);
    }
}

/// <summary>Of a number.</summary>
public enum ThingKind { Even, Odd }

/// <summary>Twice as much.</summary>
public sealed class Doubles() : BatchLoader<int, int>(async (_, keys, ct) =>
{
    await Task.Delay(1, ct);
    return keys.ToDictionary(key => key, key => key * 2);
}, 0);

/// <summary>The one on the other side.</summary>
public sealed class Opposites() : BatchLoader<int, Thing>((_, keys, _) => Task.FromResult<IReadOnlyDictionary<int, Thing>>(keys.ToDictionary(key => key, key => Thing.All[(key + 3) % 6])), Thing.All[0]);

/// <summary>Both neighbours.</summary>
public sealed class Arounds() : BatchLoader<int, IEnumerable<Thing>>(async (_, keys, _) =>
{
    await Task.Yield();
    return keys.ToDictionary(key => key, key => (IEnumerable<Thing>)[Thing.All[(key + 5) % 6], Thing.All[(key + 1) % 6]]);
}, []);

/// <summary>Never any.</summary>
public sealed class Failures() : BatchLoader<int, int?>(async (_, _, _) =>
{
    await Task.Yield();
    throw new InvalidOperationException("None of them.");
}, null);

/// <summary>Of some nothing.</summary>
public sealed class Lacks() : BatchLoader<int, string>((_, keys, _) => Task.FromResult<IReadOnlyDictionary<int, string>>(keys.Where(key => key != 1).ToDictionary(key => key, key => $"has {key}")), null!);
