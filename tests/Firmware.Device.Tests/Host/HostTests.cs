using System;
using System.Linq;
using System.Reflection;
using nanoFramework.TestFramework;
using Xunit;

namespace Stethos.Firmware.Device.Tests.Host;

/// <summary>Runs the device's cases on .NET, unchanged: what passes here and fails there is the device's doing.</summary>
public sealed class HostTests
{
    public static TheoryData<string> Cases() =>
        [.. All().Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_device_s_case_passes_on_the_host(string name)
    {
        var method = All().Single(candidate => $"{candidate.DeclaringType!.Name}.{candidate.Name}" == name);
        method.Invoke(Activator.CreateInstance(method.DeclaringType!), BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    [Fact]
    public void A_class_of_cases_has_no_state_because_nanoFramework_s_launcher_makes_no_instance()
    {
        const BindingFlags fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        Xunit.Assert.Empty(All().SelectMany(method => method.DeclaringType!.GetFields(fields)));
    }

    private static MethodInfo[] All() => typeof(HostTests).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<TestClassAttribute>() is not null)
        .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttribute<TestMethodAttribute>() is not null))
        .ToArray();
}
