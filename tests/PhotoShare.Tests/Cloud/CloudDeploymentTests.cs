using Xunit;

namespace PhotoShare.Tests;

/// <summary>deploy/aws in a tree of its own, where AWS's command, the CDK and Docker write down what they are asked and answer as an account would.</summary>
[Trait("Kind", "Once")]
public sealed class CloudDeploymentTests : IDisposable
{
    const string Account = """
        case "$*" in
          *describe-stacks*RepositoryUri*) echo 111122223333.dkr.ecr.eu-central-1.amazonaws.com/photoshare ;;
          *describe-stacks*) echo "$*" | sed "s/.*OutputKey=='\([A-Za-z]*\)'.*/the-\1/" ;;
          *describe-images*) exit ${IMAGE_IS_MISSING:-255} ;;
          *run-task*) echo arn:aws:ecs:eu-central-1:111122223333:task/photoshare/1 ;;
          *describe-tasks*) echo ${MIGRATION_ENDS:-0} ;;
        esac
        """;

    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("photoshare-deploy");

    public CloudDeploymentTests()
    {
        Directory.CreateDirectory(PathOf("src", "PhotoShare.Cloud"));
        Program(["functions", "publish"], "");
        Program(["bin", "aws"], Account);
        Program(["bin", "npx"], "");
        Program(["bin", "docker"], "cat >/dev/null");
        Directory.CreateDirectory(PathOf("deploy"));
        File.Copy(Repository.PathOf("deploy", "aws"), PathOf("deploy", "aws"));
    }

    [Fact]
    public async Task A_version_is_published_pushed_and_migrated_before_its_servers_start()
    {
        var deployed = await Deploy("1.2.3", "-c", "domain=photos.example.org", "-c", "instanceType=t4g.small");

        Assert.True(deployed.ExitCode == 0, deployed.Error);
        Assert.Equal(
            [
                "publish arm64",
                "npx --yes aws-cdk deploy Data -c domain=photos.example.org -c instanceType=t4g.small -c imageTag=1.2.3",
                "docker login --username AWS --password-stdin 111122223333.dkr.ecr.eu-central-1.amazonaws.com",
                "docker buildx build --platform linux/arm64 --tag 111122223333.dkr.ecr.eu-central-1.amazonaws.com/photoshare:1.2.3 --push .",
                "aws ecs run-task --launch-type FARGATE --cluster the-MigrationCluster --task-definition the-MigrationTask --network-configuration the-MigrationNetwork --query tasks[0].taskArn --output text",
                "aws ecs wait tasks-stopped --cluster the-MigrationCluster --tasks arn:aws:ecs:eu-central-1:111122223333:task/photoshare/1",
                "npx --yes aws-cdk deploy Compute Monitoring -c domain=photos.example.org -c instanceType=t4g.small -c imageTag=1.2.3",
            ],
            Asked().Where(line => !line.StartsWith("aws cloudformation", StringComparison.Ordinal) && !line.StartsWith("aws ecr", StringComparison.Ordinal) && !line.StartsWith("aws ecs describe", StringComparison.Ordinal)));
        Assert.EndsWith("1.2.3 runs. Let photos.example.org point to the-Target\n", deployed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_servers_as_they_are()
    {
        var deployed = await Deploy("1.2.3", "MIGRATION_ENDS=1");

        Assert.Equal(1, deployed.ExitCode);
        Assert.Contains("The migration failed; the servers are as they were. See the log group /photoshare/migration.", deployed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Asked(), line => line.Contains("deploy Compute", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_image_that_is_there_is_not_pushed_again()
    {
        var deployed = await Deploy("1.2.3", "IMAGE_IS_MISSING=0");

        Assert.True(deployed.ExitCode == 0, deployed.Error);
        Assert.DoesNotContain(Asked(), line => line.StartsWith("docker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_tag_it_says_how_it_is_called()
    {
        var deployed = await Deploy("-c", "domain=photos.example.org");

        Assert.Equal(1, deployed.ExitCode);
        Assert.StartsWith("Usage: deploy/aws TAG", deployed.Error, StringComparison.Ordinal);
        Assert.Empty(Asked());
    }

    public void Dispose() => root.Delete(recursive: true);

    /// <param name="said">Arguments; those in capitals go to the environment.</param>
    Task<CommandResult> Deploy(params string[] said)
    {
        var environment = said.Where(word => char.IsUpper(word[0])).ToList();
        return Commands.Run("env", [$"PATH={PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}", .. environment, PathOf("deploy", "aws"), .. said.Where(word => !environment.Contains(word))]);
    }

    string[] Asked() => File.Exists(PathOf("asked")) ? File.ReadAllLines(PathOf("asked")) : [];

    string PathOf(params string[] parts) => Path.Combine([root.FullName, .. parts]);

    void Program(string[] path, string answer)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), $"#!/bin/bash\necho \"{path[^1]} $*\" >>\"{PathOf("asked")}\"\n{answer}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(PathOf(path), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
