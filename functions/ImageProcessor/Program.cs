using System.Runtime.InteropServices;
using PhotoShare.ImageProcessor;
using PhotoShare.Media;

// Ctrl-C in a terminal reaches us together with the server that started us. It ends us itself, after our photo is done.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);

// One contents page: configuration, the pipeline, the loop. Configuration that can't work is reported to the Runtime API, which logs it.
using var runtime = LambdaRuntime.FromEnvironment();
Handler handler;
try
{
    var (limits, buckets) = (FunctionSettings.Limits(), S3Options.FromEnvironment());
    handler = new Handler(FunctionSettings.Blobs(buckets), buckets?.Originals, new ImagePipeline(limits, MagickHeic.Decode), limits);
}
catch (Exception e)
{
    await runtime.ReportInitError(e);
    return 1;
}
return await runtime.Run(handler.Handle);
