using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace PhotoShare.Web;

public static class GraphSetup
{
    /// <summary>The graph: its schema, its rules and its transports.</summary>
    public static IServiceCollection AddGraph(this IServiceCollection services, IConfiguration configuration)
    {
        var limits = configuration.GetSection("PhotoShare:Graph").Get<GraphLimits>() ?? new GraphLimits();
        services.AddSingleton(limits)
            .AddSingleton<UnexpectedErrors>()
            .AddSingleton<Budgets>()
            .AddSingleton<PersistedDocuments>()
            .AddSingleton<ResultWriter>()
            .AddSingleton<SharedEvents>()
            .AddSingleton<OperationStatistics>()
            .AddSingleton<SlowOperations>()
            .AddSingleton<OperationWatch>()
            .AddSingleton<GraphRunner>();
        services.AddRequestDecompression();
        services.AddSingleton<MultipartReader>()
            .AddSingleton<RequestReader>()
            .AddSingleton<HttpTransport>()
            .AddSingleton<Connections>()
            .AddHostedService<ConnectionCheck>()
            .AddSingleton<EventFrames>()
            .AddSingleton<EventStreams>()
            .AddSingleton<SseTransport>()
            .AddSingleton<SocketFrames>()
            .AddSingleton<SocketTransport>()
            .AddSingleton<GraphEndpoint>();
        services.AddSingleton<Turns>()
            .AddSingleton<Live>()
            .AddSingleton<CommentListening>()
            .AddLoaders()
            .AddScoped<LikeReader>()
            .AddScoped<DeletionRights>()
            .AddScoped<SearchPages>()
            .AddScoped<ExplorePages>()
            .AddSingleton<ExploreRanks>()
            .AddSingleton<NotificationSubject>()
            .AddNode<UserById, IPerson>(UserNode.Type, user => new UserNode(user))
            .AddNode<PhotoById, Photo>(PhotoNode.Type, photo => new PhotoNode(photo))
            .AddNode<PostById, Post>(PostNode.Type, post => new PostNode(post))
            .AddNode<PlaceById, Place>(PlaceNode.Type, place => new PlaceNode(place))
            .AddNode<CommentById, Comment>(CommentNode.Type, comment => new CommentNode(comment))
            .AddNode<ImportItemById, ImportItem>(ImportItemNode.Type, item => new ImportItemNode(item))
            .AddNode<ImportById, Import>(ImportNode.Type, import => new ImportNode(import))
            .AddNode<ExportById, Export>(ExportNode.Type, export => new ExportNode(export))
            .AddNode<CollectionById, Collection>(CollectionNode.Type, collection => new CollectionNode(collection))
            .AddNode<NotificationById, Notification>(NotificationNode.Type, notification => new NotificationNode(notification))
            .AddNamedNode<HashtagByName, string>(HashtagNode.Type, name => new HashtagNode(name));
        return services.AddSchema(limits);
    }

    /// <summary>Serves the graph on <c>/graphql</c>: HTTP, WebSocket, server-sent events, the playground and the schema.</summary>
    public static WebApplication MapGraph(this WebApplication app)
    {
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(15) });
        // Built beside the start, not by the first request.
        var schema = app.Services.GetRequiredService<ISchema>();
        app.Lifetime.ApplicationStarted.Register(() => Task.Run(schema.Initialize));
        // No other door takes a compressed body: the bytes of a photo are counted and hashed as they come.
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/graphql"), graph => graph.UseRequestDecompression());
        var endpoint = app.Services.GetRequiredService<GraphEndpoint>();
        app.Map("/graphql", (RequestDelegate)endpoint.Handle).WithDisplayName("GraphQL").RequireCors(AppDoors.OtherSites);
        return app;
    }

    static IServiceCollection AddSchema(this IServiceCollection services, GraphLimits limits)
    {
        if (!GlobalSwitches.GlobalAttributes.OfType<GraphConventions>().Any()) GlobalSwitches.GlobalAttributes.Add(new GraphConventions());
        services.AddSingleton<IDocumentBuilder>(new DocumentReader(limits)).AddSingleton<IDocumentValidator, RequestValidation>().AddScalars();
        return services.AddGraphQL(graph => graph
            .AddAutoSchema<Query>(schema => schema.WithMutation<Mutation>().WithSubscription<Subscription>())
            .ConfigureSchema((schema, _) => Shape(schema))
            .AddSystemTextJson()
            // First, because it refuses what the others would take long over.
            .AddValidationRule(new OperationLimits(limits))
            .AddValidationRule(new IncrementalRule())
            // What depends on the request holds for cached documents as well.
            .AddValidationRule(new OperationKinds(), useForCachedDocuments: true)
            .AddValidationRule(new SignedInRule(), useForCachedDocuments: true)
            .AddValidationRule(new ScopeRule(), useForCachedDocuments: true)
            .AddValidationRule(new IntrospectionRule(limits), useForCachedDocuments: true)
            .AddValidationRule<CostRule>(useForCachedDocuments: true)
            .ConfigureExecution<NamedDocuments>()
            .ConfigureExecution(new DocumentCache(limits))
            .AddExecutionStrategy<BatchedExecution>(OperationType.Query)
            .AddExecutionStrategy<EventExecution>(OperationType.Subscription));
    }

    static IServiceCollection AddScalars(this IServiceCollection services) =>
        services.AddSingleton<SearchResultType>().AddSingleton<GlobalIdScalar>().AddSingleton<DateTimeScalar>().AddSingleton<UrlScalar>().AddSingleton<HtmlScalar>().AddSingleton<UploadScalar>();

    static void Shape(ISchema schema)
    {
        schema.Description = "PhotoShare: people, their photos, and what they say to each other. Ids and cursors are opaque; connections are Relay's; what a mutation refuses is in its payload's errors.";
        schema.Features.RepeatableDirectives = true;
        schema.Features.DeprecationOfInputValues = true;
        schema.Directives.Register(new SpecifiedByDirective());
        schema.Directives.Register(new RequiresOptInDirective());
        schema.Directives.Register(new CostDirective(), new ListSizeDirective());
        schema.Directives.Register(new DeferDirective());
        schema.Directives.Register(new StreamDirective());
        schema.RegisterVisitor(new SpecIntrospection());
        schema.RegisterVisitor(new CostConventions());
        schema.RegisterVisitor(new Descriptions());
        schema.RegisterTypeMapping(typeof(GlobalId), typeof(GlobalIdScalar));
        schema.RegisterTypeMapping(typeof(DateTime), typeof(DateTimeScalar));
        schema.RegisterTypeMapping(typeof(Uri), typeof(UrlScalar));
        schema.RegisterTypeMapping(typeof(Html), typeof(HtmlScalar));
        schema.RegisterTypeMapping(typeof(UploadedFile), typeof(UploadScalar));
        schema.RegisterTypeMapping(typeof(ISearchResult), typeof(SearchResultType));
    }
}
