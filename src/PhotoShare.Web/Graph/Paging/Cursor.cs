using System.Buffers.Binary;
using System.Buffers.Text;

namespace PhotoShare.Web;

/// <summary>
/// A place in a connection as an opaque text: base64url of a version, of which order it belongs to, and of the keys of the row
/// there. So it holds while rows come and go, its own row too.
/// </summary>
sealed class CursorWriter
{
    internal const byte Version = 1;
    internal const int MaxBytes = 128;

    readonly byte[] bytes = new byte[MaxBytes];
    int length;

    public CursorWriter(uint order)
    {
        bytes[length++] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(Next(4), order);
    }

    public void Write<TKey>(TKey key, bool nullable)
    {
        if (nullable) bytes[length++] = key is null ? (byte)0 : (byte)1;
        switch (key)
        {
            case null: break;
            case Guid id: id.TryWriteBytes(Next(16), bigEndian: true, out _); break;
            case int number: BinaryPrimitives.WriteInt64BigEndian(Next(8), number); break;
            case long number: BinaryPrimitives.WriteInt64BigEndian(Next(8), number); break;
            case double number: BinaryPrimitives.WriteDoubleBigEndian(Next(8), number); break;
            case DateTime time: BinaryPrimitives.WriteInt64BigEndian(Next(8), time.Ticks); break;
            default: throw new ArgumentException($"Rows are not ordered by a {typeof(TKey)}: take a Guid, an int, a long, a double or a DateTime.", nameof(key));
        }
    }

    public override string ToString() => Base64Url.EncodeToString(bytes.AsSpan(0, length));

    Span<byte> Next(int count)
    {
        var next = bytes.AsSpan(length, count);
        length += count;
        return next;
    }
}

/// <summary>Reads what <see cref="CursorWriter"/> wrote; throws <see cref="FormatException"/> for anything else.</summary>
ref struct CursorReader
{
    ReadOnlySpan<byte> rest;

    public CursorReader(string text, uint order)
    {
        if (text.Length > Base64Url.GetEncodedLength(CursorWriter.MaxBytes) || !Base64Url.IsValid(text)) throw new FormatException();
        rest = Base64Url.DecodeFromChars(text);
        if (Next(1)[0] != CursorWriter.Version || BinaryPrimitives.ReadUInt32BigEndian(Next(4)) != order) throw new FormatException();
    }

    public object? Read(Type type, bool nullable)
    {
        if (nullable && Next(1)[0] == 0) return null;
        var key = Nullable.GetUnderlyingType(type) ?? type;
        if (key == typeof(Guid)) return new Guid(Next(16), bigEndian: true);
        if (key == typeof(double)) return BinaryPrimitives.ReadDoubleBigEndian(Next(8)) is var real && double.IsFinite(real) ? real : throw new FormatException();
        var number = BinaryPrimitives.ReadInt64BigEndian(Next(8));
        if (key == typeof(long)) return number;
        if (key == typeof(int)) return number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new FormatException();
        return number >= 0 && number <= DateTime.MaxValue.Ticks ? new DateTime(number, DateTimeKind.Utc) : throw new FormatException();
    }

    public readonly void End()
    {
        if (!rest.IsEmpty) throw new FormatException();
    }

    ReadOnlySpan<byte> Next(int count)
    {
        if (rest.Length < count) throw new FormatException();
        var next = rest[..count];
        rest = rest[count..];
        return next;
    }
}
