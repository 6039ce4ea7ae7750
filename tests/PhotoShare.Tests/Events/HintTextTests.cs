using System.Reflection;
using System.Text;
using Xunit;

namespace PhotoShare.Tests;

public sealed class HintTextTests
{
    const string Sender = "a server";

    /// <summary>One of each kind that there is.</summary>
    static Hint[] All => [.. typeof(Hint).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Hint))).Select(Made)];

    [Fact]
    public void Every_kind_of_hint_arrives_as_it_was_sent()
    {
        Assert.True(All.Length >= 9);
        var message = Assert.Single(HintText.Pack(Sender, All, 7_900));

        Assert.Equal(All.Select(hint => hint.GetType()), HintText.Unpack("another", message).Select(hint => hint.GetType()));
        Assert.All(All, hint => Assert.Equal([hint], HintText.Unpack("another", HintText.Pack(Sender, [hint], 7_900).Single())));
    }

    [Fact]
    public void A_server_knows_its_own_messages() => Assert.Empty(HintText.Unpack(Sender, HintText.Pack(Sender, All, 7_900).Single()));

    [Fact]
    public void No_message_is_longer_than_may_be_and_together_they_say_all()
    {
        Hint[] hints = [.. Enumerable.Range(0, 500).Select(_ => new CommentAdded(Guid.NewGuid()))];
        var messages = HintText.Pack(Sender, hints, 1_000);

        Assert.All(messages, message => Assert.InRange(Encoding.UTF8.GetByteCount(message), 1, 1_000));
        Assert.Equal(hints, messages.SelectMany(message => HintText.Unpack("another", message)));
    }

    static Hint Made(Type kind)
    {
        var constructor = kind.GetConstructors().Single();
        return (Hint)constructor.Invoke([.. constructor.GetParameters().Select(Value)]);
    }

    static object Value(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(Guid) ? Guid.NewGuid()
        : parameter.ParameterType.IsEnum ? Enum.GetValues(parameter.ParameterType).GetValue(1)!
        : throw new Xunit.Sdk.XunitException($"{parameter.Member.DeclaringType!.Name} carries {parameter.Name}, which is no id: hints are read by everybody who listens.");
}
