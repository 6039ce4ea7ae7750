using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;

namespace PhotoShare.Tests;

/// <summary>
/// Listens inside a server of any version, and writes down at its end what it sent to its database: each statement once, with the values of
/// the first time, sorted.
/// </summary>
sealed class Recorder : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    const string EntityFramework = "Microsoft.EntityFrameworkCore";

    readonly ConcurrentDictionary<string, RecordedStatement> statements = new(StringComparer.Ordinal);

    internal static void Begin(string file)
    {
        var recorder = new Recorder();
        DiagnosticListener.AllListeners.Subscribe(recorder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => recorder.Write(file);
    }

    public void OnNext(DiagnosticListener source)
    {
        if (source.Name == EntityFramework) source.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> happened)
    {
        if (happened.Key != $"{EntityFramework}.Database.Command.CommandExecuted") return;
        // The other program's Entity Framework may be another version than ours, so its types are not named.
        var command = (DbCommand)happened.Value!.GetType().GetProperty("Command")!.GetValue(happened.Value)!;
        var statement = RecordedStatement.Of(command);
        statements.TryAdd(statement.Text, statement);
    }

    /// <summary>Not what programs leave that the server has started.</summary>
    void Write(string file)
    {
        if (!statements.IsEmpty) File.WriteAllText(file, string.Join('\n', statements.Values.OrderBy(statement => statement.Text, StringComparer.Ordinal)));
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
