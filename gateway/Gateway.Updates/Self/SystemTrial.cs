using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Stethos.Gateway.Updates.Self;

/// <summary>
/// Decides whether a system that was just booted stays. Contents that once stayed are kept in a file: a site that is out of
/// reach never makes a proven system return.
/// </summary>
public sealed class SystemTrial(RaucEngine engine, string provenFile)
{
    /// <param name="lacks">Asked until it tells nothing any more; null when the gateway is well.</param>
    /// <param name="mayReturn">Whether to boot the other system when this one is not well in the end.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="RaucException">RAUC is absent or refuses.</exception>
    public async Task<SystemVerdict> DecideAsync(
        Func<CancellationToken, Task<string?>> lacks, bool mayReturn, CancellationToken stop)
    {
        var status = await engine.StatusAsync(stop).ConfigureAwait(false);
        var booted = status.Booted ?? throw new RaucException("the system does not run from one of RAUC's slots");
        if (await lacks(stop).ConfigureAwait(false) is not { } reason)
        {
            await engine.MarkGoodAsync(stop).ConfigureAwait(false);
            Keep(booted.Content);
            return new SystemVerdict(SystemOutcomeCode.Good, $"{booted.Content} stays");
        }

        var other = status.Slots.FirstOrDefault(slot => !slot.IsBooted && slot.BootName.Length > 0 && slot.IsGood);
        if (!mayReturn || IsProven(booted.Content) || other is null)
        {
            var why = IsProven(booted.Content) ? "it had proven itself before"
                : other is null ? "no other system can be booted"
                : "not asked to";
            return new SystemVerdict(SystemOutcomeCode.Waits, $"{booted.Content} is not marked good: {reason}; it goes on: {why}");
        }

        await engine.ReturnAsync(other, stop).ConfigureAwait(false);
        return new SystemVerdict(SystemOutcomeCode.Returns, $"{booted.Content} is given up: {reason}; the next boot takes {other.Content}");
    }

    private bool IsProven(string content) => File.Exists(provenFile) && File.ReadLines(provenFile).Contains(content);

    private void Keep(string content)
    {
        if (!IsProven(content))
        {
            File.AppendAllLines(provenFile, [content]);
        }
    }
}
