using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>The keys of the audit log, from the instance's secret: they lie neither in the database nor in its backups.</summary>
public sealed class AuditKeys(InstanceSecret secret)
{
    readonly byte[] rows = secret.Derive("audit-rows"), chain = secret.Derive("audit-chain"), networks = secret.Derive("audit-networks"), anchor = secret.Derive("audit-anchor");

    /// <summary>What the first row follows.</summary>
    internal static readonly byte[] Beginning = new byte[HMACSHA256.HashSizeInBytes];

    internal byte[] MacOf(AuditEvent happened) => HMACSHA256.HashData(rows, happened.Canonical());

    internal byte[] Link(long position, byte[] before, byte[] mac)
    {
        var place = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(place, position);
        return HMACSHA256.HashData(chain, (byte[])[.. place, .. before, .. mac]);
    }

    internal byte[] Anchor(byte[] content) => HMACSHA256.HashData(anchor, content);

    /// <summary>16 bytes.</summary>
    internal byte[]? NetworkOf(Origin origin, DateTime at) => origin.Network is { } network
        ? HMACSHA256.HashData(networks, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd} {network}")))[..16]
        : null;
}
