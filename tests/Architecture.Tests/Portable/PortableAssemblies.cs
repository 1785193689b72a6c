using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.Architecture.Tests.Kit;
using Stethos.FirmwareLinter.Reading;

namespace Stethos.Architecture.Tests.Portable;

/// <summary>The portable projects' assemblies, which the build lays beside this test assembly.</summary>
internal static class PortableAssemblies
{
    public static string PathOf(PortableList list, string folder) => Path.Combine(folder, list.AssemblyName + ".dll");

    public static IEnumerable<Violation> Check(RepoTree tree, string folder, NanoMemberList allowed)
    {
        IReadOnlyList<PortableList> lists = PortableList.AllOf(tree).Where(list => list.IsPortable).ToArray();
        HashSet<string> own = lists.Select(list => list.AssemblyName).ToHashSet();
        foreach (PortableList list in lists)
        {
            string path = PathOf(list, folder);
            if (!File.Exists(path))
            {
                yield return new Violation(
                    list.File.Path, 1, $"no {list.AssemblyName}.dll beside the tests",
                    "Name the project like its list, so that the tests reference it");
                continue;
            }

            using AssemblyImage assembly = AssemblyImage.Open(path, tree.Root);
            foreach (Violation violation in IlRule.Check(assembly, allowed, own))
            {
                yield return violation;
            }
        }
    }
}
