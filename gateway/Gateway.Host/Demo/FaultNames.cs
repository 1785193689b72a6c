namespace Stethos.Gateway.Host.Demo;

/// <summary>A model's labels in words.</summary>
internal static class FaultNames
{
    public static string Of(string label) => label switch
    {
        "outer" => "Outer-race fault (BPFO)",
        "inner" => "Inner-race fault (BPFI)",
        "ball" => "Rolling-element fault (2×BSF)",
        "scratch" => "Scratch",
        "dent" => "Dent",
        "stain" => "Stain",
        "missing" => "Missing feature",
        "position-drift" => "Position has drifted",
        "light-drift" => "Light has changed",
        "hot-spot" => "Hot spot",
        "view-blocked" => "View is blocked",
        _ => label
    };
}
