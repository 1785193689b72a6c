using System.Collections.Generic;
using System.Linq;
using Stethos.Hal;

namespace Stethos.Update.Prover.Plays;

/// <summary>A piece of a node's life: what it has, and what is offered to it one after the other.</summary>
public sealed class ProofScenario
{
    private readonly IReadOnlyList<ProofRelease> _all;

    private ProofScenario(string name, ProofRelease? factory, ProofRelease repair, params ProofOffer[] offers)
    {
        Name = name;
        Factory = factory;
        Repair = repair;
        Offers = offers;
        _all = [.. offers.Select(offer => offer.Release).Append(factory).Append(repair).OfType<ProofRelease>()];
    }

    public string Name { get; }

    /// <summary>What is confirmed at the beginning; null = an empty node.</summary>
    public ProofRelease? Factory { get; }

    /// <summary>What the gateway offers to a node that waits in rescue and would get nothing else.</summary>
    public ProofRelease Repair { get; }

    public IReadOnlyList<ProofOffer> Offers { get; }

    public ProofRelease? ById(uint id) => _all.FirstOrDefault(release => release.PairId == id);

    /// <summary>The true bytes of a version; null = there is none.</summary>
    public byte[]? BytesOf(ComponentCode component, uint version)
    {
        foreach (var release in _all)
        {
            var facts = release.Facts.Of(component);
            if (facts.IsPresent && facts.Version == version)
            {
                return release.BytesOf(component);
            }
        }

        return null;
    }

    /// <summary>Whether a record may hold this sequence with the key set and the confirmed pair it holds.</summary>
    public bool IsCounted(int keySet, uint sequence, uint pairId)
    {
        var place = Offers.ToList().FindIndex(offer => offer.KeySet is not null);
        return place < 0 || keySet < Offers[place].KeySet!.Version
            ? sequence >= (ById(pairId)?.Facts.Sequence ?? 0)
            : sequence == Offers[place].KeySet!.SequenceBase || sequence == Repair.Facts.Sequence
                || Offers.Skip(place + 1).Any(offer => offer.Release?.Facts.Sequence == sequence);
    }

    /// <summary>Many updates in a row.</summary>
    public bool IsLong => Offers.Count > 4;

    /// <summary>Many starts.</summary>
    public bool IsSlow => Offers.Any(offer => offer.Release?.Behaviour == ProofBehaviour.LosesPower);

    /// <summary>How the node came to what it has at the beginning.</summary>
    public ProofScenario? Setup() => Factory is null ? null : new("setup", null, Repair, new ProofOffer(Factory));

    /// <summary>All scenarios but the long one, which comes last.</summary>
    public static IReadOnlyList<ProofScenario> All(IKeyedHash hash)
    {
        var factory = Full("factory", 1, 10, 0, hash);
        var good = Full("good", 2, 11, 11, hash);
        var model = ProofRelease.Make("model only", 3, hash, default, (12, 11, Model(12)));
        var other = ProofRelease.Make("other model", 3, hash, default, (12, 0, Model(12)));
        var crash = Full("crashes", 4, 13, 13, hash, ProofBehaviour.Crashes);
        var application = ProofRelease.Make("application only", 5, hash, (14, 14, Application(14)), default);
        var power = Full("loses power", 6, 15, 0, hash, ProofBehaviour.LosesPower);
        var fails = Full("fails", 7, 16, 16, hash, ProofBehaviour.Fails);
        var below = Full("below the floor", 8, 9, 0, hash);
        var last = Full("last", 9, 17, 17, hash);
        var repair = Full("repair", 20, 30, 0, hash);
        var jump = Full("a stolen key's jump", 900, 11, 0, hash);
        var counted = Full("counted anew", 50, 12, 0, hash);
        var mended = Full("repair", 1000, 30, 0, hash);
        var refused = new ProofOffer(below, UpdateReasonCode.BelowFloor);
        return
        [
            new("a good release", factory, repair, new ProofOffer(good)),
            new("a model alone", factory, repair, new ProofOffer(model)),
            new("a release that crashes, then a good one", factory, repair, new(crash), new(last)),
            new("a release that fails its trial", factory, repair, new ProofOffer(fails)),
            new("a release during which the power goes eleven times", factory, repair, new ProofOffer(power)),
            new("a release below the floor", factory, repair, new(good), refused),
            new("an empty node", null, repair, new ProofOffer(good)),
            new("a return on command", factory, repair, new(other), new(null)),
            new(
                "a key set after a jump of the sequence", factory, mended, new(jump), new(null, KeySet: new ProofKeySet(2, 40)),
                new(counted)),
            new(
                "a long life", factory, repair, new(good), new(model), new(crash), new(application), new(power), new(fails), refused,
                new(last), new(null, UpdateReasonCode.NothingToReturnTo))
        ];
    }

    private static ProofRelease Full(
        string name, uint number, uint version, uint floor, IKeyedHash hash, ProofBehaviour behaviour = ProofBehaviour.Good) =>
        ProofRelease.Make(
            name, number, hash, (version, floor, Application((int)version)), (version, floor, Model((int)version)), behaviour);

    // The first chunk is the same in all of them.
    private static byte[] Application(int version) => [.. ProofRelease.Bytes(256, 1), .. ProofRelease.Bytes(60, version)];

    private static byte[] Model(int version) => ProofRelease.Bytes(512 + 20, 100 + version);
}
