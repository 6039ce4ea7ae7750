using Amazon.CDK;

namespace PhotoShare.Cloud;

/// <summary>Writes the templates of all stacks; <c>npx aws-cdk</c> starts it and deploys them.</summary>
static class Program
{
    /// <summary>How the CDK's command says where it will look for them.</summary>
    const string OutputVariable = "CDK_OUTDIR", UsualOutput = "cdk.out";

    static int Main()
    {
        try
        {
            var output = System.Environment.GetEnvironmentVariable(OutputVariable);
            var app = new App(new AppProps { Context = Features.Context, AnalyticsReporting = false, Outdir = output ?? UsualOutput });
            _ = new PhotoShareCloud(app, CloudParameters.From(app.Node.TryGetContext));
            var written = app.Synth();
            if (output is null) Console.WriteLine($"{written.Stacks.Length} templates in {written.Directory}");
            return 0;
        }
        catch (ParameterException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 1;
        }
    }
}
