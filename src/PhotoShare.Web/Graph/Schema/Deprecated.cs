using System.Globalization;
using System.Reflection;
using GraphQL;
using GraphQL.Types;

namespace PhotoShare.Web;

/// <summary>
/// Marks what clients should leave: a field, an argument, an input field or an enum value. Its <c>@deprecated</c> says what takes its
/// place and the day after which it may go; until then it works as it did.
/// </summary>
/// <param name="instead">A sentence that says what to use: <c>Use nodes.</c></param>
/// <param name="until">The last day on which it certainly works, ISO 8601: <c>2027-06-01</c>. A FormatException if it is no day.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class DeprecatedAttribute(string instead, string until) : GraphQLAttribute
{
    const string Day = "yyyy-MM-dd";

    /// <summary>What <c>@deprecated(reason:)</c> says.</summary>
    public string Reason { get; } = $"{instead} Works until {DateOnly.ParseExact(until, Day, CultureInfo.InvariantCulture).ToString(Day, CultureInfo.InvariantCulture)}.";

    public override void Modify(FieldType fieldType, bool isInputType, IGraphType graphType, MemberInfo memberInfo, ref bool ignore) => fieldType.DeprecationReason = Reason;

    public override void Modify(EnumValueDefinition enumValueDefinition) => enumValueDefinition.DeprecationReason = Reason;

    public override void Modify(QueryArgument queryArgument, ParameterInfo parameterInfo) => queryArgument.DeprecationReason = Reason;
}
