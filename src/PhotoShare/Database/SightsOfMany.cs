using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What each of several people sees, asked for all of them in one statement.</summary>
public static class SightsOfMany
{
    /// <summary>Of some rows, those that each of several people sees.</summary>
    /// <param name="people">Who looks. Somebody whose account is gone sees nothing.</param>
    /// <param name="moderate">Whether they moderate; see <see cref="Viewer.Moderates"/>.</param>
    /// <param name="rows">The ids of the rows.</param>
    /// <param name="seen">The ids of those of the rows that a viewer sees, by <c>VisibleTo</c>. It is asked once, for a viewer whose place each person then takes.</param>
    internal static IQueryable<Sight> SightsOf(this PhotoShareDb db, IReadOnlyCollection<Guid> people, bool moderate, IQueryable<Guid> rows, Func<Viewer, IQueryable<Guid>> seen)
    {
        var placeholder = Guid.NewGuid();
        var pair = Expression.Parameter(typeof(Sight), "pair");
        var visible = new Placed(placeholder, Expression.Property(pair, nameof(Sight.Person))).Visit(seen(new Viewer(placeholder, moderate)).Expression);
        var condition = Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(Guid)], visible, Expression.Property(pair, nameof(Sight.RowId)));
        return db.Users.Where(user => people.Contains(user.Id))
            .SelectMany(_ => rows, (user, row) => new Sight { Person = user.Id, RowId = row })
            .Where(Expression.Lambda<Func<Sight, bool>>(condition, pair));
    }

    /// <summary>The same for any viewers: one statement for all members, one for all who moderate, one for all who are not signed in.</summary>
    internal static async Task<ILookup<Viewer, Guid>> SightsOf(
        this PhotoShareDb db, IReadOnlyCollection<Viewer> viewers, IQueryable<Guid> rows, Func<Viewer, IQueryable<Guid>> seen, CancellationToken ct)
    {
        var found = new List<(Viewer Viewer, Guid RowId)>();
        foreach (var group in viewers.Where(viewer => viewer.IsSignedIn).GroupBy(viewer => viewer.Moderates))
        {
            var sights = await db.SightsOf([.. group.Select(viewer => viewer.Required)], group.Key, rows, seen).ToListAsync(ct);
            found.AddRange(sights.Select(sight => (new Viewer(sight.Person, group.Key), sight.RowId)));
        }
        if (viewers.Any(viewer => !viewer.IsSignedIn))
            found.AddRange((await seen(Viewer.Anonymous).ToListAsync(ct)).Select(id => (Viewer.Anonymous, id)));
        return found.ToLookup(pair => pair.Viewer, pair => pair.RowId);
    }

    /// <summary>
    /// Puts an expression where a query has captured the placeholder. A captured query is looked into as well: the placeholder is in it, not
    /// in what captures it. Only fields and properties that hang on a captured object are read; everything else stays for the provider.
    /// </summary>
    sealed class Placed(Guid placeholder, Expression instead) : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) => CapturedValues.Read(node) switch
        {
            (true, IQueryable query) => Visit(query.Expression),
            (true, Guid id) when id == placeholder => node.Type == typeof(Guid) ? instead : Expression.Convert(instead, node.Type),
            (true, _) => node,
            _ => base.VisitMember(node),
        };
    }
}

/// <summary>Somebody sees a row.</summary>
sealed class Sight
{
    public required Guid Person { get; init; }
    public required Guid RowId { get; init; }
}
