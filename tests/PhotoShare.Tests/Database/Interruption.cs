using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What a connection may break off before or after.</summary>
public enum Moment { Statement, Commit, AnswerToCommit }

/// <summary>
/// Breaks the database connection off at one moment of what runs in this test's flow: before a statement or a commit by ending the
/// server's process for it, as a failover does; after a commit by losing its answer.
/// </summary>
sealed class Interruption : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    static readonly Interruption Instance = new();
    static readonly AsyncLocal<Plan?> Current = new();

    const int MostAgain = 3;

    Interruption() => DiagnosticListener.AllListeners.Subscribe(this);

    /// <summary>Begins to listen. Before the first context is made.</summary>
    public static void Listen() => ArgumentNullException.ThrowIfNull(Instance);

    /// <summary>Runs something with its moment number <paramref name="at"/> (from 1) interrupted. Says what the moment was; <c>null</c> when there were not so many.</summary>
    public static Task<Moment?> During(int at, Func<Task> act) => Run(new Plan((number, _) => number == at, andAfter: false), act);

    /// <summary>As <see cref="During"/>, with all moments interrupted that come after it.</summary>
    public static Task<Moment?> From(int at, Func<Task> act) => Run(new Plan((number, _) => number == at, andAfter: true), act);

    /// <summary>From its first moment of a kind on.</summary>
    public static Task<Moment?> From(Moment first, Func<Task> act) => Run(new Plan((_, moment) => moment == first, andAfter: true), act);

    /// <summary>The moments that something has, in their order, when nothing interrupts it.</summary>
    public static async Task<IReadOnlyList<Moment>> MomentsOf(Func<Task> act)
    {
        var plan = new Plan((_, _) => false, andAfter: false);
        await Run(plan, act);
        return plan.Passed;
    }

    static async Task<Moment?> Run(Plan plan, Func<Task> act)
    {
        Current.Value = plan;
        try
        {
            await act();
        }
        finally
        {
            Current.Value = null;
        }
        return plan.Reached;
    }

    /// <summary>Does the same again and again in a world of its own, each time interrupted at the next moment, until it has no more; each time it must have been done whole and once.</summary>
    public static async Task AtEveryMoment<TWorld>(Func<Task<TWorld>> prepare, Func<TWorld, Task> act, Func<TWorld, Task> check)
    {
        var (every, interrupted) = (Enum.GetValues<Moment>().ToHashSet(), new HashSet<Moment>());
        for (var (at, again) = (1, 0); ; at++)
        {
            var world = await prepare();
            var moment = await During(at, () => act(world));
            await check(world);
            if (moment is { } one)
            {
                interrupted.Add(one);
                continue;
            }
            // What is remembered from the time before makes it one moment more or fewer, so that the last may have been passed over.
            if (interrupted.IsSupersetOf(every) || ++again > MostAgain) break;
            at = Math.Max(0, at - 3);
        }
        Assert.Superset(every, interrupted);
    }

    public void OnNext(DiagnosticListener source)
    {
        if (source.Name == DbLoggerCategory.Name) source.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> happened)
    {
        if (Current.Value is not { } plan) return;
        if (happened.Key == RelationalEventId.CommandExecuting.Name) plan.Pass(Moment.Statement, ((CommandEventData)happened.Value!).Command.Connection!);
        else if (happened.Key == RelationalEventId.TransactionCommitting.Name) plan.Pass(Moment.Commit, ((TransactionEventData)happened.Value!).Transaction.Connection!);
        else if (happened.Key == RelationalEventId.TransactionCommitted.Name) plan.Pass(Moment.AnswerToCommit, null);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    sealed class Plan(Func<int, Moment, bool> isInterrupted, bool andAfter)
    {
        public List<Moment> Passed { get; } = [];

        public Moment? Reached { get; private set; }

        public void Pass(Moment moment, System.Data.Common.DbConnection? connection)
        {
            Passed.Add(moment);
            if (!isInterrupted(Passed.Count, moment) && !(andAfter && Reached is not null)) return;
            Reached ??= moment;
            if (connection is null) throw new NpgsqlException("The answer was lost.", new IOException());
            Break((NpgsqlConnection)connection);
        }

        /// <summary>Ends the server's process of a connection, and returns when it has ended.</summary>
        static void Break(NpgsqlConnection connection)
        {
            using var other = new NpgsqlConnection(connection.ConnectionString);
            other.Open();
            using var kill = new NpgsqlCommand("SELECT pg_terminate_backend($1, 10000)", other) { Parameters = { new() { Value = connection.ProcessID } } };
            if (kill.ExecuteScalar() is not true) throw new InvalidOperationException("The connection could not be broken.");
        }
    }
}
