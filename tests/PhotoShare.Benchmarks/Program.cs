using PhotoShare.Benchmarks;

// One line per benchmark: dotnet run -c Release --project tests/PhotoShare.Benchmarks -- fanout
return args switch
{
    ["fanout"] => await FanOut.Run(1_000),
    ["fanout", var listeners] when int.TryParse(listeners, out var many) => await FanOut.Run(many),
    ["capacity"] => await Capacity.Run(),
    ["telemetry"] => await TelemetryCost.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("fanout [listeners]   how soon a comment made at one server is heard by everybody at another");
    Console.Error.WriteLine("capacity             what requests cost a server and its PostgreSQL, and how large rows are (needs Debian's wrk and postgresql)");
    Console.Error.WriteLine("telemetry            what traces, metrics and logs cost a request");
    return 1;
}
