using GraphQL.DataLoader;

namespace PhotoShare.Web;

static class LoaderResults
{
    /// <summary>What a loader will give, as something else.</summary>
    public static IDataLoaderResult<TOut> Then<TIn, TOut>(this IDataLoaderResult<TIn> result, Func<TIn, TOut> map) => new Mapped<TIn, TOut>(result, map);

    /// <summary>A value that is known already.</summary>
    public static IDataLoaderResult<T> Ready<T>(T value) => new Known<T>(value);

    /// <summary>A task's result as something else; at once where it is there, as it mostly is: see <see cref="IBatched"/>.</summary>
    internal static Task<TOut> Map<TIn, TOut>(Task<TIn> task, Func<TIn, TOut> map)
    {
        return task.IsCompletedSuccessfully ? Task.FromResult(map(task.Result)) : Wait();

        async Task<TOut> Wait() => map(await task);
    }

    sealed class Mapped<TIn, TOut>(IDataLoaderResult<TIn> result, Func<TIn, TOut> map) : IDataLoaderResult<TOut>, IBatched
    {
        public Task Send(CancellationToken ct) => (result as IBatched)?.Send(ct) ?? Task.CompletedTask;

        public bool IsThere(out object? value)
        {
            value = null;
            if (result is not IBatched batched || !batched.IsThere(out var from)) return false;
            value = map((TIn)from!);
            return true;
        }

        public Task<TOut> GetResultAsync(CancellationToken cancellationToken = default) => Map(result.GetResultAsync(cancellationToken), map);

        Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => Map(GetResultAsync(cancellationToken), static value => (object?)value);
    }

    sealed class Known<T>(T known) : IDataLoaderResult<T>, IBatched
    {
        public Task Send(CancellationToken ct) => Task.CompletedTask;

        public bool IsThere(out object? value)
        {
            value = known;
            return true;
        }

        public Task<T> GetResultAsync(CancellationToken cancellationToken = default) => Task.FromResult(known);

        Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => Task.FromResult<object?>(known);
    }
}
