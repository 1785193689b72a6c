using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.ApplicationSlots.Disk;
using Stethos.ApplicationSlots.Packages;
using Stethos.ApplicationSlots.Records;
using Stethos.ApplicationSlots.Tests.Kit;
using Stethos.Testing;

namespace Stethos.ApplicationSlots.Tests;

/// <summary>Packages on a real disk, and those that are refused: nothing of them stays, and the active slot goes on.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RealDisk _disk;

    public PackageTests()
    {
        _disk = new RealDisk(_folder.Of("root"));
        var keeper = new SlotKeeper(_disk);
        keeper.Install(TinyPackage.Entries("1"), TinyPackage.Anybody);
        keeper.Arm();
        keeper.Choose(out _);
        keeper.MarkGood();
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "../outside", "'../outside' is no path inside the slot" },
        { "/etc/passwd", "'/etc/passwd' is no path inside the slot" },
        { "a//b", "'a//b' is no path inside the slot" },
        { "a\\b", "'a\\b' is no path inside the slot" },
        { "./../x", "'./../x' is no path inside the slot" },
        { "extra", "extra is not in the list" },
        { "stethos", "'stethos' comes twice" }
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("folder")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public void A_package_of_a_folder_is_installed_switched_to_and_executable(string form)
    {
        var package = Package(form);
        if (package is null)
        {
            return;
        }

        var keeper = new SlotKeeper(_disk);
        Assert.Equal(SlotCode.B, keeper.Install(PackageReader.Read(package), TinyPackage.Anybody));
        Assert.Equal("a", _disk.ReadLink(SlotKeeper.Pointer));
        keeper.Arm();
        Assert.Equal(SlotCode.B, keeper.Choose(out _));
        Assert.Equal("b", _disk.ReadLink(SlotKeeper.Pointer));
        Assert.True(File.GetUnixFileMode(_folder.Of("root/current/stethos")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal("page", File.ReadAllText(_folder.Of("root/current/web/index.html")));
        Assert.Empty(Directory.GetFiles(_folder.Of("root"), "*.new"));
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_path_that_does_not_belong_is_refused(string path, string reason) =>
        Refused(TinyPackage.Entries("2").Append(TinyPackage.Entry(path, [1, 2])), reason);

    [Fact]
    public void A_file_with_other_content_is_refused() => Refused(
        TinyPackage.Entries("2").Select(entry => entry.Path == "models/m.onnx" ? TinyPackage.Entry(entry.Path, [1]) : entry),
        "models/m.onnx is not what the list says");

    [Fact]
    public void A_missing_file_is_refused() =>
        Refused(TinyPackage.Entries("2").Where(entry => entry.Path != "models/m.onnx"), "models/m.onnx is missing");

    [Fact]
    public void A_package_without_a_list_is_refused() =>
        Refused(TinyPackage.Entries("2").Skip(1), "no application.json in the package");

    [Fact]
    public void A_refused_list_leaves_the_reason() => Refused(TinyPackage.Entries("2"), "the signature is wrong", "the signature is wrong");

    [Fact]
    public void A_truncated_archive_is_refused()
    {
        var package = Package("gzip")!;
        var bytes = File.ReadAllBytes(package);
        var refused = 0;
        for (var length = 1; length < bytes.Length; length += 7)
        {
            File.WriteAllBytes(package, bytes[..length]);
            var keeper = new SlotKeeper(_disk);
            if (Record.Exception(() => keeper.Install(PackageReader.Read(package), TinyPackage.Anybody)) is { } fault)
            {
                Assert.IsType<PackageException>(fault);
                refused++;
            }
            else
            {
                // Only the empty blocks at the end of the archive are missing.
                Assert.Null(keeper.ProblemOf(SlotCode.B));
            }

            Assert.Equal(SlotCode.A, keeper.Choose(out _));
        }

        Assert.True(refused > bytes.Length / 7 / 2, $"{refused} refused");
    }

    [Fact]
    public void A_link_in_an_archive_is_refused()
    {
        var package = _folder.Of("link.tar");
        using (var file = File.Create(package))
        using (var tar = new TarWriter(file, TarEntryFormat.Ustar))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "web") { LinkName = "/etc" });
        }

        Refused(PackageReader.Read(package), "'web' is a SymbolicLink: only files and folders are taken");
    }

    [Theory]
    [InlineData("{}", "format")]
    [InlineData("[]", "JSON")]
    [InlineData("{\"format\":2,\"version\":\"1\"}", "format 2")]
    [InlineData("{\"format\":1,\"version\":\"1\",\"schema\":1,\"schemaReadableFrom\":2,\"files\":[]}", "schemaReadableFrom")]
    [InlineData("{\"format\":1,\"version\":\"1\",\"schema\":1,\"schemaReadableFrom\":1,\"files\":[null]}", "no path inside")]
    [InlineData("{\"format\":1,\"version\":null,\"schema\":1,\"schemaReadableFrom\":1,\"files\":[]}", "version")]
    [InlineData("{\"format\":1,\"version\":\"1\",\"schema\":1,\"schemaReadableFrom\":1,\"files\":null}", "files")]
    public void A_wrong_list_is_refused_by_field(string json, string part)
    {
        var fault = Assert.Throws<PackageException>(() => ApplicationList.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.StartsWith("application.json: ", fault.Message, StringComparison.Ordinal);
        Assert.True(part == "format" || fault.Message.Contains(part, StringComparison.Ordinal), fault.Message);
    }

    [Fact]
    public void The_same_folder_gives_the_same_package()
    {
        var first = File.ReadAllBytes(Package("gzip")!);
        Assert.Equal(first, File.ReadAllBytes(Package("gzip")!));
    }

    [Fact]
    public void Two_programs_do_not_change_slots_at_once()
    {
        using var first = SlotLock.TryTake(_folder.Of("root"));
        Assert.NotNull(first);
        Assert.Null(SlotLock.TryTake(_folder.Of("root")));
        first.Dispose();
        using var second = SlotLock.TryTake(_folder.Of("root"));
        Assert.NotNull(second);
    }

    private void Refused(IEnumerable<PackageEntry> entries, string reason, string? refusal = null)
    {
        var keeper = new SlotKeeper(_disk);
        var fault = Assert.Throws<PackageException>(() => keeper.Install(entries, (_, _, _) => refusal));
        Assert.Equal(reason, fault.Message);
        Assert.Equal((LaunchStateCode.Refused, reason), (keeper.Record!.State, keeper.Record.Reason));
        Assert.False(Directory.Exists(_folder.Of("root/b")));
        Assert.Equal(["a", "current", "record"], Directory.GetFileSystemEntries(_folder.Of("root")).Select(Path.GetFileName).Order());
        Assert.Throws<PackageException>(keeper.Arm);
        Assert.Equal(SlotCode.A, keeper.Choose(out _));
        Assert.Equal("1", keeper.ListOf(SlotCode.A)!.Version);
    }

    private string? Package(string form)
    {
        var source = _folder.Of("source");
        Directory.CreateDirectory(Path.Combine(source, "web"));
        File.WriteAllText(Path.Combine(source, "stethos"), "#!/bin/sh\n");
        File.SetUnixFileMode(Path.Combine(source, "stethos"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(source, "web", "index.html"), "page");
        var list = PackageMaker.ListOf(source, "2", "stethos", 1, 1);
        var package = _folder.Of("package.tar.gz");
        PackageMaker.Write(source, list, null, package);
        switch (form)
        {
            case "folder":
                File.WriteAllBytes(Path.Combine(source, ApplicationList.FileName), list.ToBytes());
                return source;
            case "gzip":
                return package;
            default:
                // What has no zstd says so; nothing else can be asked of it.
                if (!File.Exists("/usr/bin/zstd"))
                {
                    return null;
                }

                var packed = _folder.Of("package.tar.zst");
                using (var shell = Process.Start("sh", ["-c", $"gzip -dc '{package}' | zstd -q -o '{packed}'"]))
                {
                    shell.WaitForExit();
                }

                return packed;
        }
    }
}
