using PhotoShare.ImageProcessor;
using PhotoShare.Media;

// One contents page: configuration, the pipeline, the loop. Configuration that can't work is reported to the Runtime API, which logs it.
using var runtime = LambdaRuntime.FromEnvironment();
Handler handler;
try
{
    handler = new Handler(FunctionSettings.Blobs(), new ImagePipeline(FunctionSettings.Limits(), MagickHeic.Decode), FunctionSettings.Limits());
}
catch (Exception e)
{
    await runtime.ReportInitError(e);
    return 1;
}
return await runtime.Run(handler.Handle);
