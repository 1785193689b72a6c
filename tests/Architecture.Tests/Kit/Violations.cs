using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.Architecture.Tests.Kit;

/// <summary>Assertions over rule results: none for the repository, exactly the planted one for a rule's own proof.</summary>
internal static class Violations
{
    public static void None(IEnumerable<Violation> violations)
    {
        string[] lines = violations.Select(violation => violation.ToString()).Order(StringComparer.Ordinal).ToArray();
        if (lines.Length > 0)
        {
            Assert.Fail($"{lines.Length} violation(s):{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
        }
    }

    /// <summary>One violation only, at this place, whose cause contains the given words.</summary>
    public static void Planted(IEnumerable<Violation> violations, string file, int line, string cause)
    {
        Violation found = Assert.Single(violations);
        Assert.Equal(file, found.File);
        Assert.Equal(line, found.Line);
        Assert.Contains(cause, found.Cause, StringComparison.Ordinal);
        Assert.NotEmpty(found.Remedy);
    }

    /// <summary>At least one violation at this place whose cause contains the given words.</summary>
    public static void Contains(IEnumerable<Violation> violations, string file, int line, string cause)
    {
        Violation[] all = violations.ToArray();
        Assert.True(
            all.Any(v => v.File == file && v.Line == line && v.Cause.Contains(cause, StringComparison.Ordinal)),
            $"'{cause}' was not reported at {file}({line}); reported: {string.Join(" / ", all.Select(v => v.ToString()))}");
    }
}
