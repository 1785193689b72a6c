namespace Stethos.FirmwareLinter.Api;

public enum ApiKind
{
    Class,
    Struct,
    Interface,
    Enum,
    Delegate
}
