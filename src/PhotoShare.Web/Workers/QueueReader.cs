using System.Collections.Concurrent;
using System.Globalization;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace PhotoShare.Web;

/// <summary>What became of a message.</summary>
enum Delivery
{
    /// <summary>What it says is saved, or needs no saving: it is deleted.</summary>
    Done,

    /// <summary>It comes again, later each time.</summary>
    Later,

    /// <summary>Nobody here can read it. It comes again until the queue's own rule moves it to the dead-letter queue.</summary>
    Unreadable,
}

/// <summary>
/// Takes messages off an SQS queue in batches. While a batch is worked on it stays hidden from other readers, and a message is deleted only
/// after it was taken in full: a server that dies meanwhile makes it come again, so whoever takes it must bear it twice.
/// </summary>
/// <param name="take">Gets a message's body and how often it came, from 1. What it throws is a fault worth another try.</param>
sealed class QueueReader(IAmazonSQS sqs, Uri queue, Func<string, int, Task<Delivery>> take, ILogger log)
{
    /// <summary>SQS's own bound on what is received, deleted or postponed at once.</summary>
    const int MostAtOnce = 10;

    /// <summary>How long SQS waits for a first message before it answers with none; its own bound.</summary>
    static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(20);

    /// <summary>How long a message stays hidden from others unless that is renewed.</summary>
    static readonly TimeSpan Hidden = TimeSpan.FromSeconds(30);

    static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);
    static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    /// <summary>Whether the queue answered last time.</summary>
    public bool IsUp { get; private set; }

    public async Task Run(CancellationToken stopping)
    {
        var faults = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var batch = await Receive(stopping);
                IsUp = true;
                faults = await TakeAll(batch, stopping) ? 0 : faults + 1;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                IsUp = false;
                faults++;
                log.LogError("The queue {Queue} does not answer; the next try is in {Seconds:0} s. {Reason}", queue, Rest(faults).TotalSeconds, e.Message);
            }
            if (faults > 0) await Task.WhenAny(Task.Delay(Rest(faults), stopping));
        }
    }

    async Task<List<Message>> Receive(CancellationToken stopping) => (await sqs.ReceiveMessageAsync(new ReceiveMessageRequest
    {
        QueueUrl = queue.ToString(),
        MaxNumberOfMessages = MostAtOnce,
        // One that has not answered yet is asked without patience, so that it is soon known to be up.
        WaitTimeSeconds = IsUp ? (int)LongPoll.TotalSeconds : 0,
        VisibilityTimeout = (int)Hidden.TotalSeconds,
        MessageSystemAttributeNames = [MessageSystemAttributeName.ApproximateReceiveCount],
    }, stopping)).Messages ?? [];

    /// <summary>Whether all went well, so that the next batch may come at once.</summary>
    async Task<bool> TakeAll(List<Message> batch, CancellationToken stopping)
    {
        if (batch.Count == 0) return true;
        var held = new ConcurrentDictionary<string, Message>(batch.Select(message => KeyValuePair.Create(message.ReceiptHandle, message)));
        using var holding = new CancellationTokenSource();
        var hold = Hold(held, holding.Token);
        var (done, later) = (new List<Message>(), new List<(Message, TimeSpan)>());
        var well = true;
        foreach (var message in batch)
        {
            if (stopping.IsCancellationRequested)
            {
                // Somebody else may have it at once.
                later.Add((message, TimeSpan.Zero));
                continue;
            }
            var times = TimesReceived(message);
            try
            {
                var delivery = await take(message.Body, times);
                if (delivery == Delivery.Done) done.Add(message);
                else if (delivery == Delivery.Later) later.Add((message, Delay(times)));
            }
            catch (Exception fault)
            {
                log.LogError(fault, "The message {Message} was not taken; it comes again.", message.MessageId);
                later.Add((message, Delay(times)));
                well = false;
            }
            held.TryRemove(message.ReceiptHandle, out _);
        }
        await holding.CancelAsync();
        await hold;
        await Delete(done);
        await Postpone(later);
        return well;
    }

    /// <summary>Keeps what is held hidden, however long it takes.</summary>
    async Task Hold(ConcurrentDictionary<string, Message> held, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Hidden / 3);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
                await Postpone([.. held.Values.Select(message => (message, Hidden))]);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // All of it is taken.
        }
    }

    Task Delete(List<Message> messages) => messages.Count == 0 ? Task.CompletedTask : Tell("deleted", () => sqs.DeleteMessageBatchAsync(
        queue.ToString(), [.. messages.Select((message, i) => new DeleteMessageBatchRequestEntry($"{i}", message.ReceiptHandle))], CancellationToken.None));

    Task Postpone(List<(Message Message, TimeSpan Delay)> messages) => messages.Count == 0 ? Task.CompletedTask : Tell("postponed", () => sqs.ChangeMessageVisibilityBatchAsync(
        queue.ToString(),
        [.. messages.Select((m, i) => new ChangeMessageVisibilityBatchRequestEntry($"{i}", m.Message.ReceiptHandle) { VisibilityTimeout = (int)m.Delay.TotalSeconds })], CancellationToken.None));

    /// <summary>What SQS does not hear of comes again by itself, and is borne.</summary>
    async Task Tell<T>(string what, Func<Task<T>> request)
    {
        try
        {
            await request();
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            log.LogWarning("Messages of {Queue} could not be {Action}: {Reason}", queue, what, e.Message);
        }
    }

    static int TimesReceived(Message message) =>
        message.Attributes?.TryGetValue(MessageSystemAttributeName.ApproximateReceiveCount, out var times) == true ? int.Parse(times, CultureInfo.InvariantCulture) : 1;

    /// <summary>When a message comes again: after two seconds, doubled each time, so that ten times bridge a quarter of an hour before the dead-letter queue has it.</summary>
    static TimeSpan Delay(int times) => Doubled(times, LongestDelay);

    static TimeSpan Rest(int faults) => Doubled(faults, LongestRest);

    static TimeSpan Doubled(int times, TimeSpan longest) => TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, Math.Min(times, 20))));
}
