using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stethos.Crypto.Lms;
using Stethos.Update.Trust;

namespace Stethos.Releases.Signing;

/// <summary>What the file of a signing key holds. One holder's share of the key's indexes; secret.</summary>
internal sealed record SignerKeyFile
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = { new JsonStringEnumConverter() }
    };

    public required KeyRoleCode Role { get; init; }

    /// <summary>LMS type code.</summary>
    public required int Tree { get; init; }

    /// <summary>LM-OTS type code.</summary>
    public required int Ots { get; init; }

    public required string Identifier { get; init; }

    public required string Seed { get; init; }

    public required string PublicKey { get; init; }

    /// <summary>First index this holder may use.</summary>
    public required int First { get; init; }

    /// <summary>How many he may use.</summary>
    public required int Count { get; init; }

    /// <summary>Full path of the second copy of the ledger's head.</summary>
    public required string Witness { get; init; }

    /// <summary>The key; checked to be one.</summary>
    public LmsPrivateKey PrivateKey() => new(Tree, Ots, Convert.FromHexString(Identifier), Convert.FromHexString(Seed));

    public byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(this, Form);

    /// <summary>Reads a file's content; <paramref name="name"/> is for the message.</summary>
    public static SignerKeyFile Parse(byte[] content, string name)
    {
        try
        {
            var file = JsonSerializer.Deserialize<SignerKeyFile>(content, Form)!;
            var leaves = file.PrivateKey().Leaves;
            if (file.Role is < KeyRoleCode.Root or > KeyRoleCode.ReleaseModel || file.First < 0 || file.Count < 1
                || file.First > leaves - file.Count || file.PublicKey.Length != 2 * LmsParameters.KeyLength(file.Tree))
            {
                throw new SignerException($"{name}: a number in it is out of range");
            }

            return file;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or ArgumentException or NullReferenceException)
        {
            throw new SignerException($"{name} is not a signing key, or is damaged", wrong);
        }
    }
}
