using System;
using System.IO;

namespace Stethos.Architecture.Tests.Kit;

public sealed class RepoTreeTests
{
    [Fact]
    public void The_tree_holds_sources_and_no_build_output()
    {
        Assert.NotNull(RepoTree.Current.Find("firmware/Hal/IClock.cs"));
        Assert.NotNull(RepoTree.Current.Find("Directory.Packages.props"));
        Assert.DoesNotContain(RepoTree.Current.Files, file => file.Path.StartsWith("artifacts/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_root_is_found_from_inside_and_missed_from_outside()
    {
        Assert.Equal(RepoTree.Current.Root, RepoTree.FindRoot(Path.Combine(RepoTree.Current.Root, "firmware", "Hal")));
        Assert.Throws<InvalidOperationException>(() => RepoTree.FindRoot(Path.GetPathRoot(RepoTree.Current.Root)!));
    }

    [Fact]
    public void A_violation_names_file_line_cause_and_remedy()
    {
        Assert.Equal("a/B.cs(7): it is broken. Mend it.", new Violation("a/B.cs", 7, "it is broken", "Mend it").ToString());
    }

    [Fact]
    public void A_file_counts_its_lines_without_the_final_line_end()
    {
        Assert.Equal(2, new RepoFile("a.cs", "x\ny\n").Lines.Count);
        Assert.Equal(2, new RepoFile("a.cs", "x\r\ny").Lines.Count);
    }
}
