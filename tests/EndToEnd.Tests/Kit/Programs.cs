using System;
using System.IO;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>The built programs, of the same configuration as this test.</summary>
internal static class Programs
{
    public static string Gateway => Of("Gateway.Host", "stethos");

    public static string Boards => Of("Boards.Virtual", "stethos-virtual-board");

    public static string Launcher => Of("Launcher", "stethos-launcher");

    public static string SecondApplication => Of("SecondApplication", "second-application.dll");

    private static string Of(string project, string program)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var file = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, program);
        return File.Exists(file) ? file : throw new FileNotFoundException("not built", file);
    }
}
