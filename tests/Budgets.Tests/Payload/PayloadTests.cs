using System;
using System.Linq;
using Xunit.Abstractions;

namespace Stethos.Budgets.Tests.Payload;

/// <summary>
/// The update of the tier without PSRAM stays within its budget. A red test here means: move code into the fixed part, leave it out of
/// T1 (both in firmware/Payloads/T1), or make it smaller; the table says what costs what.
/// </summary>
public sealed class PayloadTests(ITestOutputHelper output)
{
    // The rule was within 0.7 % of real conversions of this size; the gate takes 2.
    private const double ErrorShare = 0.02;

    // 20 class libraries as PE, measured.
    private const int ClassLibraryBytes = 203 * 1024;

    [Fact]
    public void The_update_of_T1_fits_its_budget()
    {
        T1Build build = T1Build.Current;
        int bytes = build.PayloadSize.Total;
        int most = (int)(build.Tier.PayloadBytes / (1 + ErrorShare));
        output.WriteLine($"T1 payload {bytes} of {build.Tier.PayloadBytes} bytes, fixed part {build.FixedSize.Total} bytes");
        output.WriteLine(T1Build.TableOf(build.PayloadSize));

        Assert.True(
            bytes <= most,
            $"The T1 payload takes about {bytes} bytes as PE, {bytes - most} more than {most} (the budget less the rule's error)."
                + Environment.NewLine + T1Build.TableOf(build.PayloadSize));
    }

    [Fact]
    public void Fixed_part_payload_and_class_libraries_fit_the_deployment_region()
    {
        T1Build build = T1Build.Current;
        output.WriteLine(T1Build.TableOf(build.FixedSize));

        Assert.InRange(build.FixedSize.Total + build.PayloadSize.Total + ClassLibraryBytes, 1, build.Tier.DeployBytes);
    }

    [Fact]
    public void Nothing_in_T1_is_outside_the_subset()
    {
        Assert.Equal("", string.Join(Environment.NewLine, T1Build.Current.Findings));
    }

    [Fact]
    public void No_source_is_in_both_parts()
    {
        Assert.Empty(T1Build.Current.Fixed.Files.Intersect(T1Build.Current.Payload.Files));
    }

    [Fact]
    public void The_envelope_filter_and_pictures_stay_out()
    {
        string[] types = T1Build.Current.PayloadSize.Types.Concat(T1Build.Current.FixedSize.Types).Select(type => type.Name).ToArray();

        Assert.DoesNotContain("Stethos.Features.RectifiedEnvelope", types);
        Assert.DoesNotContain(types, type => type.StartsWith("Stethos.App.Vision.", StringComparison.Ordinal));
        Assert.DoesNotContain("Stethos.Protocol.CropChunk", types);
        Assert.Contains("Stethos.App.CaptureLoop", types);
    }
}
