using System.Collections.Generic;
using System.IO;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Stethos.Budgets.Tests.Heap;

/// <summary>The rule for call frames against what recursion measured on the 32-bit interpreter: ten calls deep, bytes of each.</summary>
public sealed class CallStacksTests
{
    private const string Source = """
        namespace N
        {
            public interface IPart { int Read(int n); }

            public sealed class Part : IPart { public int Read(int n) { return C.Leaf(n); } }

            public class C
            {
                private IPart _part = new Part();
                public static int Leaf(int n) { return n; }
                public static int Static(int n) { return Leaf(n - 1) + 1; }
                public static int Wide(int n)
                {
                    int a = n, b = n + 1, c = n + 2, d = n + 3, e = n + 4, f = n + 5, g = n + 6, h = n + 7;
                    a += b * c + d * e + f * g + h; b += a; c += b; d += c;
                    return Leaf(n - 1) + a + b + c + d + e + f + g + h;
                }

                public int Small(int n) { return Leaf(n - 1) + 1; }
                public int Calls(int n) { return Small(n - 1) + 1; }
                public int CallsTwo(int n) { return Calls(n - 1) + 1; }
                public int Through(int n) { return _part.Read(n); }
                public int Named(System.IDisposable held) { held.Dispose(); return 0; }
            }
        }
        """;

    private static readonly CallStacks Calls = new([Compile()], new Dictionary<string, int> { ["IDisposable.Dispose"] = 1000 });

    [Theory]
    [InlineData("Leaf", 204)]
    [InlineData("Static", 2 * 204)]
    [InlineData("Wide", 264 + 204)]
    [InlineData("Small", 2 * 204)]
    [InlineData("Calls", 2 * 204)]
    [InlineData("CallsTwo", 3 * 204)]
    [InlineData("Through", 2 * 204)]
    [InlineData("Named", 204 + 1000)]
    public void A_chain_takes_a_frame_for_each_call_that_its_caller_has_no_room_for(string method, int bytes)
    {
        Assert.Equal(bytes, Calls.BytesFrom("N.C", method));
    }

    [Fact]
    public void The_chain_names_what_is_called()
    {
        Assert.Equal(["C.CallsTwo", "(C.Calls)", "C.Small", "C.Leaf"], Calls.ChainFrom("N.C", "CallsTwo"));
        Assert.Equal(["C.Through", "(Part.Read)", "C.Leaf"], Calls.ChainFrom("N.C", "Through"));
    }

    private static byte[] Compile()
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "frames", [CSharpSyntaxTree.ParseText(Source)], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using MemoryStream image = new();
        Assert.True(compilation.Emit(image).Success);
        return image.ToArray();
    }
}
