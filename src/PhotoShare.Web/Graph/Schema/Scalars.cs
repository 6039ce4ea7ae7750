using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>A text that is HTML, already safe to show.</summary>
public readonly record struct Html(string Text);

/// <summary>A scalar that is a text on the wire and comes out of the graph alone.</summary>
public abstract class OutputScalar : ScalarGraphType
{
    public sealed override object? ParseValue(object? value) => value is null ? null : ThrowValueConversionError(value);

    public sealed override object? ParseLiteral(GraphQLValue value) => value is GraphQLNullValue ? null : ThrowLiteralConversionError(value);
}

/// <summary>The scalar URL.</summary>
public sealed class UrlScalar : OutputScalar
{
    public UrlScalar()
    {
        Name = "URL";
        Description = "An absolute web address (RFC 3986). Those of images and uploads are signed and expire.";
        SpecifiedByDirective.On(this, "https://www.rfc-editor.org/rfc/rfc3986");
    }

    public override object? Serialize(object? value) => value is Uri uri ? uri.AbsoluteUri : value is null ? null : ThrowSerializationError(value);
}

/// <summary>The scalar HTML.</summary>
public sealed class HtmlScalar : OutputScalar
{
    public HtmlScalar()
    {
        Name = "HTML";
        Description = "A fragment of HTML, everything encoded but links and line breaks; safe to put into a page as it is.";
    }

    public override object? Serialize(object? value) => value is Html html ? html.Text : value is null ? null : ThrowSerializationError(value);
}

/// <summary>The scalar DateTime.</summary>
public sealed class DateTimeScalar : ScalarGraphType
{
    public DateTimeScalar()
    {
        Name = "DateTime";
        Description = "A moment in UTC (RFC 3339), with up to 7 digits of a second: 2026-11-24T16:45:00.123Z.";
        SpecifiedByDirective.On(this, "https://scalars.graphql.org/chillicream/date-time.html");
    }

    public override object? Serialize(object? value) => value is DateTime time
        ? DateTime.SpecifyKind(time, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
        : value is null ? null : ThrowSerializationError(value);

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        DateTime time => time,
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time.UtcDateTime,
        _ => ThrowValueConversionError(value),
    };

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => ParseValue((string)text.Value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };
}

/// <summary>The scalar Upload: a file that the multipart request put in a variable's place.</summary>
public sealed class UploadScalar : ScalarGraphType
{
    public UploadScalar()
    {
        Name = "Upload";
        Description = "A file of a multipart request (https://github.com/jaydenseric/graphql-multipart-request-spec), which must carry the header GraphQL-Preflight.";
    }

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        UploadedFile file => file,
        _ => ThrowValueConversionError(value),
    };

    public override object? ParseLiteral(GraphQLValue value) => value is GraphQLNullValue ? null : ThrowLiteralConversionError(value);

    public override object? Serialize(object? value) => ThrowSerializationError(value);
}
