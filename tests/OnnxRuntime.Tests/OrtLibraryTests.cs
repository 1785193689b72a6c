using System;
using System.Collections.Generic;
using System.IO;
using Stethos.OnnxRuntime.Native;

namespace Stethos.OnnxRuntime.Tests;

public sealed class OrtLibraryTests
{
    private const string Installed = "/repo/gateway/OnnxRuntime/native/lib/libonnxruntime.so.1";
    private const string Beside = "/repo/artifacts/bin/App/debug/libonnxruntime.so.1";
    private const string Program = "/repo/artifacts/bin/App/debug/";

    [Fact]
    public void Variable_wins_over_everything()
    {
        Assert.Equal("/mine/ort.so", OrtLibrary.Find("/mine/ort.so", Program, Files("/mine/ort.so", Installed, Beside)));
    }

    [Fact]
    public void Variable_that_names_no_file_is_an_error_even_when_another_library_is_there()
    {
        OnnxRuntimeException error = Assert.Throws<OnnxRuntimeException>(() => OrtLibrary.Find("/mine/ort.so", Program, Files(Installed)));

        Assert.Equal(OrtErrorCode.LibraryMissing, error.Code);
        Assert.Contains("STETHOS_ONNXRUNTIME", error.Message, StringComparison.Ordinal);
        Assert.Contains("/mine/ort.so", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Installed_library_is_found_from_any_folder_below_the_repository(string? variable)
    {
        Assert.Equal(Installed, OrtLibrary.Find(variable, Program, Files(Installed, Beside)));
    }

    [Fact]
    public void Library_beside_the_program_comes_next()
    {
        Assert.Equal(Beside, OrtLibrary.Find(null, Program, Files(Beside)));
    }

    [Fact]
    public void Nothing_found_leaves_the_search_to_the_system()
    {
        Assert.Null(OrtLibrary.Find(null, Program, Files()));
    }

    [Fact]
    public void Library_nobody_has_says_what_to_run()
    {
        OnnxRuntimeException error = Assert.Throws<OnnxRuntimeException>(() => OrtLibrary.Open(null, "libabsent.so.9"));

        Assert.Equal(OrtErrorCode.LibraryMissing, error.Code);
        Assert.Contains("native/install.sh", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_no_library_is_named()
    {
        string path = Path.GetTempFileName();
        try
        {
            OnnxRuntimeException error = Assert.Throws<OnnxRuntimeException>(() => OrtLibrary.Open(path, OrtLibrary.FileName));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Predicate<string> Files(params string[] paths) => new HashSet<string>(paths).Contains;
}
