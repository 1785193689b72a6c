using System;
using System.Collections.Generic;
using System.IO;
using Stethos.FirmwareLinter.Api;
using Stethos.FirmwareLinter.Checks;
using Stethos.FirmwareLinter.Reading;
using Stethos.FirmwareLinter.Rules;
using Stethos.FirmwareLinter.Sizing;

namespace Stethos.FirmwareLinter;

/// <summary>The whole check of one compiled assembly.</summary>
public static class FirmwareLint
{
    /// <param name="image">The assembly to check, built for .NET or against nanoFramework's class libraries.</param>
    /// <param name="api">What the target offers.</param>
    /// <param name="ownAssemblies">Assemblies that go to the device with it; other references are looked up in the target.</param>
    /// <exception cref="LintInputException">The metadata is damaged.</exception>
    public static IReadOnlyList<Finding> Check(AssemblyImage image, IDeviceApi api, IReadOnlySet<string> ownAssemblies)
    {
        FindingList found = new();
        try
        {
            new DefinitionCheck(image, found).Run();
            new ReferenceCheck(image, api, ownAssemblies, found).Run();
            new BodyCheck(image, api, found).Run();
            CheckTables(PeSizeRule.Estimate(image), image, found);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(image, e);
        }

        return found.Sorted();
    }

    // Offsets into these tables are two bytes there.
    private static void CheckTables(PeSize size, AssemblyImage image, FindingList found)
    {
        foreach ((string table, int bytes) in new[] { ("code", size.Code), ("names", size.Strings), ("signatures", size.Signatures) })
        {
            if (bytes > ushort.MaxValue)
            {
                found.Add(RuleTable.Limit, image.Whole, $"{bytes} bytes of {table}, at most {ushort.MaxValue} are possible");
            }
        }
    }

    /// <summary>Size after conversion, and of the tables on the heap.</summary>
    /// <exception cref="LintInputException">The metadata is damaged.</exception>
    public static PeSize Measure(AssemblyImage image)
    {
        try
        {
            return PeSizeRule.Estimate(image);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(image, e);
        }
    }

    private static LintInputException Damaged(AssemblyImage image, Exception cause) =>
        new($"{image.Path} holds damaged metadata ({cause.Message}); compile it again", cause);

    // What tables that point nowhere lead to.
    private static bool IsDamage(Exception e) => e is BadImageFormatException or InvalidDataException or ArgumentException
        or InvalidCastException
        or InsufficientExecutionStackException or KeyNotFoundException or IndexOutOfRangeException
        or InvalidOperationException or OverflowException;
}
