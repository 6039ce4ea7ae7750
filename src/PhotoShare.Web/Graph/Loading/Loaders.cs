namespace PhotoShare.Web;

static class Loaders
{
    /// <summary>Every loader of this program, one of each for a request: they are found by their base, so that a feature only writes them.</summary>
    public static IServiceCollection AddLoaders(this IServiceCollection services)
    {
        foreach (var type in typeof(Loaders).Assembly.GetTypes().Where(type => type is { IsAbstract: false, ContainsGenericParameters: false } && IsLoader(type.BaseType)))
            services.AddScoped(type);
        return services;
    }

    static bool IsLoader(Type? type) => type is not null
        && ((type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(RowLoader<,>) || type.GetGenericTypeDefinition() == typeof(ConnectionLoader<,>))) || IsLoader(type.BaseType));
}
