namespace Stethos.Budgets.Tests.Heap;

/// <summary>The object that was measured on the interpreter: 15 fields, one of them an array of three windows.</summary>
internal sealed class ThreeWindows
{
    public object? Clock { get; set; }

    public float[][] Windows { get; } = [new float[1024], new float[1024], new float[1024]];

    public long Began { get; set; }

    public int Length { get; } = 1024;

    public int Axes { get; } = 3;

    public int Rate { get; } = 800;

    public int Number { get; set; }

    public int DeadFrom { get; set; }

    public int GivenUp { get; set; }

    public int Clipped { get; set; }

    public int Lost { get; set; }

    public int Fault { get; set; }

    public int LengthMs { get; set; }

    public bool HearsBearings { get; set; }

    public bool SeesGravity { get; set; }
}
