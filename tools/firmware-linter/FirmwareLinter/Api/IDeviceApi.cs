namespace Stethos.FirmwareLinter.Api;

/// <summary>What the class libraries of the target offer. Names as in <see cref="Reading.SignatureNames"/>.</summary>
public interface IDeviceApi
{
    bool HasType(string type);

    /// <param name="type">Full name of the declaring type.</param>
    /// <param name="member">A field's name, or <c>Name(int,string)</c>.</param>
    bool HasMember(string type, string member);

    bool IsEnum(string type);

    /// <summary>What to do about a missing type or member.</summary>
    string RemedyFor(string name);
}
