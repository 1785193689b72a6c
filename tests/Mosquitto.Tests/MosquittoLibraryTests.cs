using System;
using Stethos.Mosquitto.Native;

namespace Stethos.Mosquitto.Tests;

public sealed class MosquittoLibraryTests
{
    [Fact]
    public void Missing_library_says_what_to_install()
    {
        MosquittoException error = Assert.Throws<MosquittoException>(() => MosquittoLibrary.RequireLoadable("libabsent.so.9"));

        Assert.Equal(MosquittoErrorCode.LibraryMissing, error.Code);
        Assert.Contains("install libmosquitto1", error.Message, StringComparison.Ordinal);
    }
}
