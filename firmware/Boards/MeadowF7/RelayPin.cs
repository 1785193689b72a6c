using Meadow.Foundation.Relays;
using Meadow.Peripherals.Relays;
using Stethos.Hal;

namespace Stethos.Boards.MeadowF7;

/// <summary>Meadow.Foundation's relay as the fail-safe output: closed while the node is healthy.</summary>
public sealed class RelayPin : IOutputPin
{
    private readonly Relay _relay;

    public RelayPin(Relay relay)
    {
        _relay = relay;
        _relay.State = RelayState.Open;
    }

    /// <inheritdoc/>
    public void Write(bool isHigh) => _relay.State = isHigh ? RelayState.Closed : RelayState.Open;
}
