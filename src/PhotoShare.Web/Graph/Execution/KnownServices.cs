using System.Collections.Concurrent;

namespace PhotoShare.Web;

/// <summary>
/// The services of one request, each asked for once. The fields of one answer ask for the same loaders hundreds of times, and their scope
/// takes a lock each time. For what lives as long as the request or longer, which is all that a field asks for.
/// </summary>
sealed class KnownServices(IServiceProvider services) : IServiceProvider
{
    readonly ConcurrentDictionary<Type, object?> known = new(concurrencyLevel: 1, capacity: 31);

    public object? GetService(Type serviceType) => known.GetOrAdd(serviceType, static (type, scope) => scope.GetService(type), services);
}
