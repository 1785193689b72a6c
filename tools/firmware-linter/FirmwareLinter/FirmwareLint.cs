using System;
using System.Collections.Generic;
using System.IO;
using Stethos.FirmwareLinter.Api;
using Stethos.FirmwareLinter.Checks;
using Stethos.FirmwareLinter.Reading;
using Stethos.FirmwareLinter.Rules;

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
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new LintInputException($"{image.Path} holds damaged metadata ({e.Message}); compile it again", e);
        }

        return found.Sorted();
    }

    // What tables that point nowhere lead to.
    private static bool IsDamage(Exception e) => e is BadImageFormatException or InvalidDataException or ArgumentException
        or InvalidCastException
        or InsufficientExecutionStackException or KeyNotFoundException or IndexOutOfRangeException
        or InvalidOperationException or OverflowException;
}
