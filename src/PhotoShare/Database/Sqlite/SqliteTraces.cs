using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PhotoShare;

/// <summary>
/// A span for each statement, since SQLite's client has none of its own, named as OpenTelemetry's conventions for databases have it. A statement's
/// text holds no values: those are its parameters.
/// </summary>
sealed class SqliteTraces : StatementCounter
{
    internal static new readonly SqliteTraces Instance = new();
    const string Name = "sqlite";

    protected override void Begin(DbCommand command)
    {
        base.Begin(command);
        if (Tracing.Source.StartActivity(Name, ActivityKind.Client) is not { IsAllDataRequested: true } span) return;
        var text = command.CommandText;
        var end = text.AsSpan().IndexOfAny(' ', '\n', ';');
        var operation = (end < 0 ? text : text[..end]).ToUpperInvariant();
        span.DisplayName = operation;
        span.SetTag("db.system.name", Name).SetTag("db.operation.name", operation).SetTag("db.query.text", text);
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result) => Ended(result);

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result) => Ended(result);

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result) => Ended(result);

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken ct = default) => new(Ended(result));

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken ct = default) => new(Ended(result));

    public override ValueTask<object?> ScalarExecutedAsync(DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken ct = default) => new(Ended(result));

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Ended<object?>(null, eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken ct = default)
    {
        CommandFailed(command, eventData);
        return Task.CompletedTask;
    }

    public override void CommandCanceled(DbCommand command, CommandEndEventData eventData) => Ended<object?>(null);

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken ct = default)
    {
        CommandCanceled(command, eventData);
        return Task.CompletedTask;
    }

    /// <summary>The span that began in this very flow is the current one.</summary>
    static T Ended<T>(T result, Exception? failure = null)
    {
        if (Activity.Current is not { OperationName: Name } span || span.Source != Tracing.Source) return result;
        if (failure is not null) span.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.GetType().FullName);
        span.Dispose();
        return result;
    }
}
