using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using Stethos.ApplicationSlots;
using Stethos.ApplicationSlots.Disk;
using Stethos.ApplicationSlots.Packages;
using Stethos.ApplicationSlots.Records;
using Stethos.Gateway.Host.Commands.Self;
using Stethos.Testing;
using Stethos.Testing.Releases;

namespace Stethos.Gateway.Host.Tests.Commands;

/// <summary>Packages of the gateway itself: taken only from the owner, where the site was told who that is.</summary>
[SupportedOSPlatform("linux")]
public sealed class SelfSignTests : IDisposable
{
    private static readonly string[] Keys = ["root1", "root2", "root3", "app", "model"];
    private readonly TemporaryFolder _folder = new();
    private readonly TestOwner _owner = new();
    private readonly string _unsigned;

    public SelfSignTests()
    {
        Directory.CreateDirectory(Root);
        _unsigned = Package("1.0");
    }

    private string Root => _folder.Of("root");

    public void Dispose()
    {
        _owner.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_site_without_keys_takes_any_package_and_one_with_keys_only_the_owners()
    {
        SelfInstallCommand.Install(_unsigned, Root);
        MarkGood();
        Trust(_owner.First.Content);
        Assert.Contains("not signed", Refused(_unsigned), StringComparison.Ordinal);
        Assert.Equal(LaunchStateCode.Refused, Keeper().Record!.State);

        SelfInstallCommand.Install(Signed(Package("1.1"), "app"), Root);
        MarkGood();
        Assert.Equal("1.1", Keeper().ListOf(Keeper().Record!.Slot)!.Version);
    }

    [Fact]
    public void What_is_not_the_owners_is_refused_for_its_reason()
    {
        Trust(_owner.First.Content);
        Assert.Contains("only a key of the role release-app", Assert.Throws<PackageException>(() => Signed(_unsigned, "model")).Message,
            StringComparison.Ordinal);
        using var twin = new TestOwner();
        Assert.Contains("no key of key set 1 signed it", Refused(Signed(_unsigned, "app", twin)), StringComparison.Ordinal);
        var signed = Signed(_unsigned, "app");
        Assert.Contains("the signature is wrong", Refused(Exchange(signed, ApplicationList.FileName, list => Changed(list))),
            StringComparison.Ordinal);
        Assert.Contains("the signature is wrong", Refused(Exchange(signed, ApplicationList.SignatureName, Flipped)),
            StringComparison.Ordinal);
        Assert.Contains("the signature is malformed", Refused(Exchange(signed, ApplicationList.SignatureName, bytes => bytes[..7])),
            StringComparison.Ordinal);
        Assert.Contains("not what the list says", Refused(Exchange(signed, "stethos", Flipped)), StringComparison.Ordinal);

        // A release's signature is none of a package, whatever was signed.
        var list = File.ReadAllBytes(Path.Combine(_folder.Of("1.0"), "stethos"));
        Assert.NotNull(OwnerKeys.ProblemOf(list, [.. _owner["app"].KeyId, .. _owner["app"].Sign(list)], _owner.First));
        SelfInstallCommand.Install(signed, Root);
    }

    [Fact]
    public void The_sites_key_set_is_replaced_only_by_one_that_follows_and_a_damaged_one_lets_nothing_in()
    {
        Trust(_owner.First.Content);
        using var twin = new TestOwner();
        Assert.Throws<PackageException>(() => Trust(twin.KeySet(2, Keys).Content));
        Assert.Throws<PackageException>(() => Trust(_owner.KeySet(3, Keys).Content));
        _owner.NewKey("next", Stethos.Update.Trust.KeyRoleCode.ReleaseApplication);
        Trust(_owner.KeySet(2, "root1", "root2", "root3", "next").Content);
        Assert.Contains("no key of key set 2", Refused(Signed(_unsigned, "app")), StringComparison.Ordinal);
        SelfInstallCommand.Install(Signed(_unsigned, "next"), Root);
        MarkGood();
        File.WriteAllBytes(Path.Combine(Root, OwnerKeys.FileName), [1, 2, 3]);
        Assert.Contains("damaged", Refused(_unsigned), StringComparison.Ordinal);
    }

    private static byte[] Flipped(byte[] bytes) => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)];

    private static byte[] Changed(byte[] list) => (ApplicationList.Parse(list) with { Version = "9.9" }).ToBytes();

    private SlotKeeper Keeper() => new(new RealDisk(Root));

    private void MarkGood()
    {
        Keeper().Choose(out _);
        Keeper().MarkGood();
    }

    private void Trust(byte[] keySet)
    {
        var file = _folder.Of("trust.sks");
        File.WriteAllBytes(file, keySet);
        OwnerKeys.Set(Root, file);
    }

    private string Refused(string package) => Assert.Throws<PackageException>(() => SelfInstallCommand.Install(package, Root)).Message;

    private string Package(string version)
    {
        var source = _folder.Of(version);
        Directory.CreateDirectory(source);
        File.WriteAllText(Path.Combine(source, "stethos"), "#!/bin/sh\n# " + version);
        File.SetUnixFileMode(Path.Combine(source, "stethos"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var output = _folder.Of(version + ".tar.gz");
        PackageMaker.Write(source, PackageMaker.ListOf(source, version, "stethos", 1, 1), null, output);
        return output;
    }

    private string Signed(string package, string key, TestOwner? owner = null)
    {
        var output = _folder.Of($"{Guid.NewGuid():N}.tar.gz");
        try
        {
            PackageMaker.WriteSigned(
                package, list => Stethos.Releases.Bundles.PackageSignature.Make(list, (owner ?? _owner)[key]), output);
        }
        catch (Stethos.Releases.Bundles.ReleaseException wrong)
        {
            throw new PackageException(wrong.Message, wrong);
        }

        return output;
    }

    // The package with the bytes of one file exchanged, as a folder.
    private string Exchange(string package, string path, Func<byte[], byte[]> change)
    {
        var output = _folder.Of(Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(output);
        foreach (var entry in PackageReader.Read(package))
        {
            using var bytes = new MemoryStream();
            entry.Content.CopyTo(bytes);
            var file = Path.Combine(output, entry.Path);
            File.WriteAllBytes(file, entry.Path == path ? change(bytes.ToArray()) : bytes.ToArray());
            if (entry.IsExecutable)
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        return output;
    }
}
