using System.Collections.Generic;
using System.Linq;
using Stethos.Architecture.Tests.Kit;
using Stethos.FirmwareLinter;
using Stethos.FirmwareLinter.Api;
using Stethos.FirmwareLinter.Reading;
using Stethos.FirmwareLinter.Rules;

namespace Stethos.Architecture.Tests.Portable;

/// <summary>
/// The complete check of a compiled portable assembly, done by the firmware linter: nothing that the device refuses or runs
/// differently, and no framework type or member that is not in nano-members.txt.
/// </summary>
internal static class IlRule
{
    /// <param name="assembly">The assembly to check.</param>
    /// <param name="allowed">Framework members that exist on the device.</param>
    /// <param name="ownAssemblies">Names of the portable assemblies; every other reference counts as framework.</param>
    public static IReadOnlyList<Violation> Check(AssemblyImage assembly, IDeviceApi allowed, IReadOnlySet<string> ownAssemblies) =>
        FirmwareLint.Check(assembly, allowed, ownAssemblies)
            .Where(finding => finding.Rule.Severity != Severity.Advice)
            .Select(finding => new Violation(
                finding.Place.File, finding.Place.Line, $"{finding.Rule.Id}: {finding.Message}", finding.Remedy))
            .Distinct()
            .ToArray();
}
