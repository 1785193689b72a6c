using System.CommandLine;
using System.IO;
using System.Linq;
using Stethos.Gateway.Host.Commands.Releasing;
using Stethos.Testing;

namespace Stethos.Gateway.Host.Tests.Commands;

public sealed class ReleaseCommandTests
{
    [Fact]
    public void An_owner_makes_keys_signs_a_release_and_replaces_a_key()
    {
        using var folder = new TemporaryFolder();
        string Of(string name) => folder.Of(name);
        File.WriteAllBytes(Of("app.pe"), new byte[2000]);
        File.WriteAllText(Of("release.json"), """
            { "sequence": 1, "boards": ["virtual-rev-a"], "application": { "file": "app.pe", "version": "1.0.0" },
              "pairs": [{ "application": "1.0.0", "model": "0.0.0-255.255.65535" }] }
            """);
        foreach (var (name, role) in ((string, string)[])
            [("r1", "root"), ("r2", "root"), ("r3", "root"), ("app", "release-app"), ("next", "release-app")])
        {
            Assert.Equal(0, Run("new-key", "--role", role, "--height", "5", "--out", Of(name + ".key"), "--witness", Of("usb/" + name)));
        }

        string[] first = ["--keys", Of("r1.pub"), Of("r2.pub"), Of("r3.pub"), Of("app.pub")];
        Assert.Equal(0, Run(["rotate", .. first, "--sign-with", Of("r1.key"), "--out", Of("draft.sks")]));
        Assert.Equal(2, Run("verify", Of("draft.sks")));
        Assert.Equal(0, Run("rotate", "--continue", Of("draft.sks"), "--sign-with", Of("r2.key"), "--out", Of("1.sks")));
        Assert.Equal(0, Run("verify", Of("1.sks")));
        Assert.Equal(0, Run("sign", Of("release.json"), "--key", Of("app.key"), "--key-set", Of("1.sks"), "--out", Of("a.sbu")));
        Assert.Equal(0, Run("verify", Of("a.sbu"), "--key-set", Of("1.sks")));
        Assert.Equal(2, Run("sign", Of("release.json"), "--key", Of("next.key"), "--key-set", Of("1.sks"), "--out", Of("b.sbu")));
        Assert.False(File.Exists(Of("b.sbu")));

        string[] second = ["--keys", Of("r1.pub"), Of("r2.pub"), Of("r3.pub"), Of("next.pub"), "--current", Of("1.sks")];
        Assert.Equal(0, Run(["rotate", .. second, "--sign-with", Of("r1.key"), Of("r3.key"), "--out", Of("2.sks")]));
        Assert.Equal(0, Run("verify", Of("2.sks"), "--key-set", Of("1.sks")));
        Assert.Equal(2, Run("verify", Of("a.sbu"), "--key-set", Of("2.sks")));
        Assert.All(new[] { "a.sbu", "2.sks", "app.pub", "app.key" }, name => Assert.Equal(0, Run("show", Of(name))));
    }

    [Fact]
    public void What_is_there_is_not_written_over_and_what_is_not_there_is_said()
    {
        using var folder = new TemporaryFolder();
        string[] key = ["new-key", "--role", "root", "--height", "5", "--out", folder.Of("k.key"), "--witness", folder.Of("usb/k")];
        Assert.Equal(0, Run(key));
        var made = File.ReadAllBytes(folder.Of("k.key"));
        Assert.Equal(2, Run(key));
        Assert.Equal(made, File.ReadAllBytes(folder.Of("k.key")));
        Assert.Equal(2, Run("show", folder.Of("none.sbu")));
        Assert.Equal(2, Run("show", folder.Of("none.key")));
        File.WriteAllText(folder.Of("junk.sks"), "junk");
        Assert.Equal(2, Run("show", folder.Of("junk.sks")));
        Assert.Equal(2, Run("verify", folder.Of("junk.sks")));
    }

    private static int Run(params string[] arguments) => ReleaseCommand.Make().Parse([.. arguments.Prepend("release").Skip(1)]).Invoke();
}
