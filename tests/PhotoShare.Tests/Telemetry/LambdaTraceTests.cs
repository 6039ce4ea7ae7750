using Xunit;

namespace PhotoShare.Tests;

/// <summary>On AWS the function runs in a trace that Lambda began: nobody told S3 of ours.</summary>
[Collection(LambdaCollection.Name)]
[Trait("Kind", "Real")]
public sealed class LambdaTraceTests(LambdaHouse house)
{
    [Fact]
    public async Task The_answer_of_a_Lambda_is_taken_in_the_trace_of_the_upload_and_leads_to_the_run()
    {
        using var watch = new SpanWatch();
        var photo = await house.Ann.UploadFile("gray.jpg");
        await house.Ann.PhotoWhen(photo, "READY");

        var complete = await watch.Ended("complete photo");
        Assert.Equal(watch.TraceId, complete.TraceId.ToHexString());
        var run = Assert.Single(complete.Links, link => link.Context.TraceId.ToHexString() == LambdaStandIn.TraceId).Context;
        Assert.Contains(house.Lambda.Output, line => line.Contains($"\"trace_id\":\"{LambdaStandIn.TraceId}\",\"span_id\":\"{run.SpanId}\"", StringComparison.Ordinal));
    }
}
