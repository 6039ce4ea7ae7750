using GraphQL;

namespace PhotoShare.Web;

/// <summary>The events of a subscription, whose listener is counted from its first moment to its last, however it ends.</summary>
/// <param name="count">Gets 1 or -1.</param>
sealed class CountedStream(IObservable<ExecutionResult> events, Action<int> count) : IObservable<ExecutionResult>
{
    public IDisposable Subscribe(IObserver<ExecutionResult> observer)
    {
        var listening = new Listening(observer, count);
        listening.Source = events.Subscribe(listening);
        return listening;
    }

    sealed class Listening : IObserver<ExecutionResult>, IDisposable
    {
        readonly IObserver<ExecutionResult> observer;
        readonly Action<int> count;
        int left;

        public Listening(IObserver<ExecutionResult> observer, Action<int> count)
        {
            (this.observer, this.count) = (observer, count);
            count(1);
        }

        public IDisposable? Source { get; set; }

        public void OnNext(ExecutionResult value) => observer.OnNext(value);

        public void OnError(Exception error)
        {
            Leave();
            observer.OnError(error);
        }

        public void OnCompleted()
        {
            Leave();
            observer.OnCompleted();
        }

        public void Dispose()
        {
            Leave();
            Source?.Dispose();
        }

        void Leave()
        {
            if (Interlocked.Exchange(ref left, 1) == 0) count(-1);
        }
    }
}
