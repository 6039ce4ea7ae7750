using PhotoShare.Benchmarks;
using Spectre.Console;

// A table is read in a file as well.
if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 220;
// One line per benchmark: dotnet run -c Release --project tests/PhotoShare.Benchmarks -- fanout
return args switch
{
    ["fanout"] => await FanOut.Run(1_000),
    ["fanout", var listeners] when int.TryParse(listeners, out var many) => await FanOut.Run(many),
    ["capacity"] => await Capacity.Run(),
    ["reading"] => await Reading.Run(WorldSize.Full()),
    ["reading", "small"] => await Reading.Run(WorldSize.Small),
    ["reading", "growth"] => await Reading.Grow(),
    ["graph"] => await GraphAlone.Run(),
    ["live"] => await LiveCost.Run([1_000, 10_000]),
    ["live", var size] when int.TryParse(size, out var listeners) => await LiveCost.Run([listeners]),
    ["writing"] => await Writing.Run(),
    ["pages"] => await PageWeight.Run(),
    ["leaving"] => await Leaving.Run(),
    ["guard"] => await Guard.Run(),
    // What the others start beside them.
    ["serve-graph", var port] when int.TryParse(port, out var number) => await GraphServer.Run(number),
    ["serve-static", var port, .. var answers] when int.TryParse(port, out var number) => await StaticServer.Run(number, answers),
    ["serve-limit", var port, var database] when int.TryParse(port, out var number) => await LimitServer.Run(number, database),
    ["telemetry"] => await TelemetryCost.Run(),
    ["photos", .. var rest] => await PhotoBench.Run(rest),
    ["start", .. var rest] => await StartBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("fanout [listeners]   how soon a comment made at one server is heard by everybody at another");
    Console.Error.WriteLine("capacity             what requests cost a server and its PostgreSQL, and how large rows are (needs Debian's wrk and postgresql)");
    Console.Error.WriteLine("reading [small|growth]   pages of a million posts beside PostGraphile, mercurius and statements by hand; growth: beside ten million (needs wrk, postgresql, npm)");
    Console.Error.WriteLine("graph                the graph alone, in memory, beside an endpoint that answers the same bytes (needs wrk)");
    Console.Error.WriteLine("writing              likes and comments on one post and on many, sign-in, uploads (needs wrk, postgresql)");
    Console.Error.WriteLine("live [listeners]     what people who listen cost one server (needs postgresql)");
    Console.Error.WriteLine("pages                time and bytes of pages (needs wrk, postgresql)");
    Console.Error.WriteLine("leaving              what those who go away before they are answered cost those who stay (needs wrk, postgresql)");
    Console.Error.WriteLine("guard                the shares of the limit that a change must not lose, in a minute; ends with 1 if it did");
    Console.Error.WriteLine("telemetry            what traces, metrics and logs cost a request");
    Console.Error.WriteLine("photos [rounds] [picture...]  renditions a second, beside sharp, ImageSharp and the codecs' limit (needs Debian's nodejs and npm; libheif-examples for HEIC)");
    Console.Error.WriteLine("photos soak <count>  whether memory stays as it is over so many photos");
    Console.Error.WriteLine("start [rounds]       how soon the server and the image function are ready, what they hold, and how large they are");
    Console.Error.WriteLine("start build          how long a build and the fast tests take in a fresh clone");
    return 1;
}
