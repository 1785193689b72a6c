namespace nanoFramework.TestFramework;

/// <summary>Stands for nanoFramework's assertions where the cases run on .NET.</summary>
internal static class Assert
{
    public static void IsTrue(bool condition, string message) => Xunit.Assert.True(condition, message);
}
