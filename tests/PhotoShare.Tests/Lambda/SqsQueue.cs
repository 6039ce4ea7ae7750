namespace PhotoShare.Tests;

/// <summary>One queue of <see cref="SqsStandIn"/>: at least once, in no promised order, hidden while in work, moved away when received too often.</summary>
sealed class SqsQueue(Uri url, SqsQueue? deadLetters = null, int maxReceiveCount = int.MaxValue)
{
    readonly Lock door = new();
    readonly List<Entry> entries = [];

    public Uri Url => url;

    /// <summary>How many messages are there, hidden or not.</summary>
    public int Count
    {
        get
        {
            lock (door) return entries.Count;
        }
    }

    /// <summary>The latest time that a reader has asked to have a message hidden for.</summary>
    public DateTime HiddenUntil
    {
        get
        {
            lock (door) return entries.Max(entry => entry.VisibleAt);
        }
    }

    public void Send(string body)
    {
        lock (door) entries.Add(new Entry(Guid.NewGuid().ToString(), body));
    }

    public List<Received> Receive(int most, TimeSpan hidden)
    {
        lock (door)
        {
            var ready = entries.Where(entry => entry.VisibleAt <= DateTime.UtcNow).ToList();
            foreach (var spent in ready.Where(entry => entry.Times >= maxReceiveCount))
            {
                entries.Remove(spent);
                deadLetters?.Send(spent.Body);
            }
            return [.. ready.Intersect(entries).OrderBy(_ => Random.Shared.Next()).Take(most).Select(entry => entry.Receive(hidden))];
        }
    }

    /// <summary>As SQS does: no error for what is not there, or was received again since.</summary>
    public void Delete(string receipt)
    {
        lock (door) entries.RemoveAll(entry => entry.Receipt == receipt);
    }

    public void Hide(string receipt, TimeSpan hidden)
    {
        lock (door) entries.Find(entry => entry.Receipt == receipt)?.VisibleAt = DateTime.UtcNow + hidden;
    }

    /// <summary>What is hidden is there again, as after its time.</summary>
    public void Show()
    {
        lock (door) entries.ForEach(entry => entry.VisibleAt = DateTime.UtcNow);
    }

    public sealed record Received(string Id, string Receipt, string Body, int Times);

    sealed class Entry(string id, string body)
    {
        public string Body => body;
        public string Receipt { get; private set; } = "";
        public int Times { get; private set; }
        public DateTime VisibleAt { get; set; } = DateTime.UtcNow;

        public Received Receive(TimeSpan hidden)
        {
            (Receipt, VisibleAt, Times) = (Guid.NewGuid().ToString(), DateTime.UtcNow + hidden, Times + 1);
            return new Received(id, Receipt, body, Times);
        }
    }
}
