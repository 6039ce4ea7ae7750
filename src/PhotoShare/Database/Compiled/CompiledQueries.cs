using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PhotoShare;

/// <summary>
/// Queries that are put together and translated once for each kind of viewer (visitor, member, moderator), and from then on only given their
/// values (https://learn.microsoft.com/ef/core/performance/advanced-performance-topics#compiled-queries). Otherwise the whole tree of rules is
/// built, walked and compared for each execution, which takes longer than to read the rows. For what is asked all the time.
/// </summary>
public static class CompiledQueries
{
    static readonly ConditionalWeakTable<IModel, ConcurrentDictionary<Key, Lazy<Delegate>>> Known = [];

    /// <summary>The rows of a query, which is compiled if this is the first time. Where the database goes away meanwhile, it is asked again as a whole.</summary>
    /// <param name="shape">Says which query it is: two of an equal shape differ in the viewer and in the values alone.</param>
    /// <param name="values">What it is run with: Guid, int, long, double, DateTime, string or an array. Which of them are <c>null</c> is part of the shape.</param>
    /// <param name="query">Gives the query for a viewer and for values that others will take the place of: it may put them into expressions and do nothing else with them.</param>
    /// <param name="constant">A number that says something of the shape, such as how many rows there are to be: part of the statement, not a value.</param>
    public static Task<List<TRow>> Rows<TRow>(
        PhotoShareDb db, Viewer viewer, object shape, IReadOnlyList<object?> values, Func<Viewer, IReadOnlyList<object?>, IQueryable<TRow>> query, CancellationToken ct, int? constant = null)
    {
        var key = new Key(shape, viewer.IsSignedIn, viewer.Moderates, Mask(values), constant);
        var known = Known.GetValue(db.Model, _ => new());
        // Once, however many ask for it at first: it takes longer than anything else.
        var compiled = known.TryGetValue(key, out var found) ? found : known.GetOrAdd(key, new Lazy<Delegate>(() => Compile(viewer, values, query, constant)));
        var (run, given) = ((Func<PhotoShareDb, object[], IAsyncEnumerable<TRow>>)compiled.Value, Given(viewer, values, db.FewestKeys));
        // Within an attempt rows are read as they come. Otherwise Entity Framework keeps each until it has all, to ask again by itself.
        return db.Database.CreateExecutionStrategy().ExecuteAsync((run, db, given), static (of, ct) => of.run(of.db, of.given).ToListAsync(ct).AsTask(), ct);
    }

    static Func<PhotoShareDb, object[], IAsyncEnumerable<TRow>> Compile<TRow>(
        Viewer viewer, IReadOnlyList<object?> values, Func<Viewer, IReadOnlyList<object?>, IQueryable<TRow>> query, int? constant)
    {
        object[] placeholders = [.. Given(viewer, values).Select(Placeholders.Like)];
        var next = viewer.IsSignedIn ? 1 : 0;
        var template = query(viewer.IsSignedIn ? viewer with { Id = (Guid)placeholders[0] } : viewer, [.. values.Select(value => value is null ? null : placeholders[next++])]);
        var lambda = Parameterized.Query(template, placeholders, constant);
        return Untyped<TRow>(lambda, (Delegate)Compiler<TRow>(lambda).Invoke(null, [lambda])!);
    }

    /// <summary>EF has a method for each number of parameters.</summary>
    static System.Reflection.MethodInfo Compiler<TRow>(LambdaExpression lambda)
    {
        Type[] types = [.. lambda.Parameters.Select(parameter => parameter.Type), typeof(TRow)];
        return typeof(EF).GetMethods()
            .Where(method => method.Name == nameof(EF.CompileAsyncQuery) && method.GetGenericArguments().Length == types.Length)
            .Select(method => method.MakeGenericMethod(types))
            .Single(method => method.GetParameters()[0].ParameterType == typeof(Expression<>).MakeGenericType(lambda.Type));
    }

    /// <summary>The same function, given its values in a row.</summary>
    static Func<PhotoShareDb, object[], IAsyncEnumerable<TRow>> Untyped<TRow>(LambdaExpression lambda, Delegate run)
    {
        var (db, given) = (Expression.Parameter(typeof(PhotoShareDb), "db"), Expression.Parameter(typeof(object[]), "given"));
        var values = lambda.Parameters.Skip(1).Select((parameter, i) => Expression.Convert(Expression.ArrayIndex(given, Expression.Constant(i)), parameter.Type));
        return Expression.Lambda<Func<PhotoShareDb, object[], IAsyncEnumerable<TRow>>>(Expression.Invoke(Expression.Constant(run), [db, .. values]), db, given).Compile();
    }

    static object[] Given(Viewer viewer, IReadOnlyList<object?> values, int fewestKeys = 0) =>
        [.. viewer.Id is { } me ? (object[])[me] : [], .. values.OfType<object>().Select(value => Filled(value, fewestKeys))];

    /// <summary>Keys with one of them said again and again until there are enough.</summary>
    static object Filled(object value, int fewest)
    {
        if (value is not Array { Length: > 0 } keys || keys.Length >= fewest || value is byte[]) return value;
        var filled = Array.CreateInstance(keys.GetType().GetElementType()!, fewest);
        for (var i = 0; i < fewest; i += keys.Length) Array.Copy(keys, 0, filled, i, Math.Min(keys.Length, fewest - i));
        return filled;
    }

    static int Mask(IReadOnlyList<object?> values)
    {
        var mask = 0;
        for (var i = 0; i < values.Count; i++) if (values[i] is null) mask |= 1 << i;
        return mask;
    }

    readonly record struct Key(object Shape, bool IsSignedIn, bool Moderates, int Nulls, int? Constant);
}
