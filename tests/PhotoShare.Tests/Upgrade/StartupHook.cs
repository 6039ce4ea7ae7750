using PhotoShare.Tests;

/// <summary>What the runtime calls, by this name, in a program that is started with this assembly in <c>DOTNET_STARTUP_HOOKS</c>; see <c>tests/record-release</c>.</summary>
static class StartupHook
{
    public static void Initialize() => Recorder.Begin(Environment.GetEnvironmentVariable("PHOTOSHARE_RECORD")!);
}
