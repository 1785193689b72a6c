using System;
using System.Linq;
using System.Text;
using Stethos.Crypto.Lms;
using Stethos.Releases.Bundles;
using Stethos.Update.Trust;

namespace Stethos.Releases.KeySets;

/// <summary>A public key with its role, as one line: what a holder gives to those who make key sets.</summary>
public sealed record PublicKeyFile(KeyRoleCode Role, byte[] PublicKey)
{
    /// <summary>Suffix of the file.</summary>
    public const string Suffix = ".pub";

    private static readonly (KeyRoleCode Role, string Name)[] Names =
    [
        (KeyRoleCode.Root, "root"), (KeyRoleCode.ReleaseApplication, "release-app"), (KeyRoleCode.ReleaseModel, "release-model")
    ];

    /// <summary>A role by the name people give it; None = there is no such role.</summary>
    public static KeyRoleCode RoleOf(string name) => Names.FirstOrDefault(pair => pair.Name == name).Role;

    /// <summary>The name of a role.</summary>
    public static string NameOf(KeyRoleCode role) => Names.Single(pair => pair.Role == role).Name;

    /// <summary>The file.</summary>
    public byte[] Bytes() => Encoding.ASCII.GetBytes($"{NameOf(Role)} {Convert.ToHexStringLower(PublicKey)}\n");

    /// <exception cref="ReleaseException">It is none.</exception>
    public static PublicKeyFile Parse(byte[] content)
    {
        var parts = Encoding.Latin1.GetString(content).Trim().Split(' ');
        var role = RoleOf(parts[0]);
        if (parts.Length != 2 || role == KeyRoleCode.None || parts[1].Length % 2 != 0 || !parts[1].All(char.IsAsciiHexDigit))
        {
            throw new ReleaseException("it is no public key");
        }

        var key = Convert.FromHexString(parts[1]);
        return LmsParameters.IsKey(key, 0, key.Length) ? new PublicKeyFile(role, key) : throw new ReleaseException("it is no public key");
    }
}
