namespace Stethos.Update.Prover;

internal static class Program
{
    public static int Main() => 0;
}
