namespace Stethos.Boards.Node
{
    /// <summary>Tries to join the network named; false when it is out of reach.</summary>
    public delegate bool JoinStep(string ssid, string password);
}
