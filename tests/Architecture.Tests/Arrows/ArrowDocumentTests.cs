using System;
using System.Linq;
using Stethos.Architecture.Tests.Kit;

namespace Stethos.Architecture.Tests.Arrows;

public sealed class ArrowDocumentTests
{
    private const string Row = "| `firmware/Drivers/*` | Portable: one part | `firmware/Hal` | now |";

    [Fact]
    public void The_architecture_document_says_what_is_enforced()
    {
        RepoFile? document = RepoTree.Current.Find(ArrowDocumentRule.FilePath);

        Assert.NotNull(document);
        Violations.None(ArrowDocumentRule.Check(document));
    }

    [Theory]
    [InlineData(
        "| `firmware/Drivers/*` | Portable: one part | `firmware/Hal`, `firmware/App` | now |",
        "is said to reference firmware/Hal, firmware/App")]
    [InlineData("| `firmware/Drivers/*` | Portable: one part | nothing | now |", "enforced is firmware/Hal")]
    [InlineData("| `firmware/Drivers/*` | one part | `firmware/Hal` | now |", "is enforced as portable")]
    [InlineData(Row + "\n| `gateway/Gateway.Misc` | misc | nothing | now |", "gateway/Gateway.Misc is not in the enforced table")]
    [InlineData(Row + "\n" + Row, "is listed twice")]
    public void A_document_that_says_something_else_is_reported(string lines, string cause)
    {
        Violation[] found = ArrowDocumentRule.Check(new RepoFile("doc.md", lines + "\n")).Where(violation => violation.Line > 0).ToArray();

        Violations.Planted(found, "doc.md", lines.Count(c => c == '\n') + 1, cause);
    }

    [Fact]
    public void A_folder_that_the_document_leaves_out_is_reported()
    {
        Violation[] found = ArrowDocumentRule.Check(new RepoFile("doc.md", Row + "\n")).ToArray();

        Assert.Equal(ArrowTable.Rows.Count - 1, found.Length);
        Violations.Contains(found, "doc.md", 0, "firmware/App is enforced but not in the folder table");
        Assert.DoesNotContain(found, violation => violation.Cause.Contains("Drivers", StringComparison.Ordinal));
    }
}
