using PhotoShare.Benchmarks;

// One line per benchmark: dotnet run -c Release --project tests/PhotoShare.Benchmarks -- fanout
return args switch
{
    ["fanout"] => await FanOut.Run(1_000),
    ["fanout", var listeners] when int.TryParse(listeners, out var many) => await FanOut.Run(many),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("fanout [listeners]   how soon a comment made at one server is heard by everybody at another");
    return 1;
}
