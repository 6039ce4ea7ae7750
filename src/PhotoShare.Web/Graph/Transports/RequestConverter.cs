using System.Text.Json;
using System.Text.Json.Serialization;
using GraphQL;
using GraphQL.Transport;

namespace PhotoShare.Web;

/// <summary>A GraphQL request in JSON. A document may be named by <c>documentId</c>, or by <c>id</c> as HotChocolate's clients do.</summary>
sealed class RequestConverter : JsonConverter<GraphQLRequest>
{
    public override GraphQLRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        var request = new GraphQLRequest();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "query": request.Query = reader.GetString(); break;
                case "documentId" or "id": request.DocumentId = reader.GetString() ?? request.DocumentId; break;
                case "operationName": request.OperationName = reader.GetString(); break;
                case "variables": request.Variables = JsonSerializer.Deserialize<Inputs>(ref reader, options); break;
                case "extensions": request.Extensions = JsonSerializer.Deserialize<Inputs>(ref reader, options); break;
                default: reader.Skip(); break;
            }
        }
        return request;
    }

    public override void Write(Utf8JsonWriter writer, GraphQLRequest value, JsonSerializerOptions options) => throw new NotSupportedException("Requests are read only.");
}
