using System.Diagnostics;
using GraphQL;
using GraphQL.Execution;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>What becomes of an exception in a resolver: a refusal is answered with its code, a part that does not answer with the advice to try again; anything else is a bug, logged with its trace and answered without details.</summary>
sealed class UnexpectedErrors(ILogger<UnexpectedErrors> log)
{
    const string TraceKey = "traceId";

    public Task Handle(UnhandledExceptionContext context)
    {
        context.Exception = Answer(context.OriginalException, context.FieldContext);
        return Task.CompletedTask;
    }

    public ExecutionError Answer(Exception exception, IResolveFieldContext? field = null) => exception switch
    {
        Refused refused => refused.ToExecutionError(),
        SlowConsumer => new ExecutionError("The subscription fell behind and was ended. Resume it from the last cursor.") { Code = "SLOW_CONSUMER" },
        UnavailableException unavailable => Unavailable(unavailable),
        // Nobody is answered with it: each is asked for by themselves then.
        ViewerUnknownException unknown => new ExecutionError(unknown.Message),
        _ => Unexpected(exception, field),
    };

    ExecutionError Unavailable(UnavailableException unavailable)
    {
        log.LogWarning(unavailable, "The graph could not answer: {Problem}", unavailable.Message);
        return new(Problems.Unavailable) { Code = Problems.UnavailableCode, Extensions = new() { ["retryAfterSeconds"] = Problems.UnavailableFor } };
    }

    ExecutionError Unexpected(Exception exception, IResolveFieldContext? field)
    {
        // A batch that fails reaches every field that waits for it; it is one failure.
        if (exception.Data[TraceKey] is string known) return Answer(known);
        var traceId = Activity.Current?.TraceId.ToString() ?? ActivityTraceId.CreateRandom().ToString();
        exception.Data[TraceKey] = traceId;
        log.LogError(exception, "The graph failed at {Field}, trace {TraceId}", field is null ? "the operation" : $"{field.ParentType.Name}.{field.FieldDefinition.Name}", traceId);
        return Answer(traceId);
    }

    static ExecutionError Answer(string traceId) => new("Something went wrong on our side.") { Code = "INTERNAL", Extensions = new() { ["traceId"] = traceId } };
}
