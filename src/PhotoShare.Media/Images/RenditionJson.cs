using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhotoShare.Media;

/// <summary>A rendition as JSON. Every photo of every page brings a dozen, which took longer to read than all else of it by the converter that is made for any type.</summary>
sealed class RenditionJson : JsonConverter<Rendition>
{
    static readonly JsonEncodedText Key = JsonEncodedText.Encode("key"), Width = JsonEncodedText.Encode("width"), Height = JsonEncodedText.Encode("height"),
        Format = JsonEncodedText.Encode("format"), Crop = JsonEncodedText.Encode("crop"), ByteSize = JsonEncodedText.Encode("byteSize");

    static readonly (JsonEncodedText Name, RenditionFormat Value)[] Formats = Names<RenditionFormat>();
    static readonly (JsonEncodedText Name, RenditionCrop Value)[] Crops = Names<RenditionCrop>();

    public override Rendition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A rendition is an object.");
        var (key, width, height, format, crop, byteSize) = ("", 0, 0, default(RenditionFormat), default(RenditionCrop), 0L);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, Key)) key = reader.GetString() ?? throw new JsonException("A rendition has a key.");
            else if (Is(ref reader, Width)) width = reader.GetInt32();
            else if (Is(ref reader, Height)) height = reader.GetInt32();
            else if (Is(ref reader, Format)) format = Word(ref reader, Formats);
            else if (Is(ref reader, Crop)) crop = Word(ref reader, Crops);
            else if (Is(ref reader, ByteSize)) byteSize = reader.GetInt64();
            else reader.Skip();
        }
        return new(key, width, height, format, crop, byteSize);
    }

    public override void Write(Utf8JsonWriter writer, Rendition value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(Key, value.Key);
        writer.WriteNumber(Width, value.Width);
        writer.WriteNumber(Height, value.Height);
        writer.WriteString(Format, Formats[(int)value.Format].Name);
        writer.WriteString(Crop, Crops[(int)value.Crop].Name);
        writer.WriteNumber(ByteSize, value.ByteSize);
        writer.WriteEndObject();
    }

    /// <summary>Goes on to the value if the name is this one.</summary>
    static bool Is(ref Utf8JsonReader reader, JsonEncodedText name) => reader.ValueTextEquals(name.EncodedUtf8Bytes) && reader.Read();

    static T Word<T>(ref Utf8JsonReader reader, (JsonEncodedText Name, T Value)[] words)
    {
        foreach (var (name, value) in words)
            if (reader.ValueTextEquals(name.EncodedUtf8Bytes)) return value;
        throw new JsonException($"\"{reader.GetString()}\" is none of {string.Join(", ", words.Select(word => word.Name))}.");
    }

    static (JsonEncodedText, T)[] Names<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => (JsonEncodedText.Encode($"{value}"), value))];
}
