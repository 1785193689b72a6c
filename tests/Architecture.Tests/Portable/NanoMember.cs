namespace Stethos.Architecture.Tests.Portable;

/// <summary>
/// One allowed member. <paramref name="OnDevice"/> differs only where the device's compiler binds the same source to another
/// overload (written <c>A =&gt; B</c>): <c>lock</c> is Monitor.Enter(object, ref bool) on .NET and Monitor.Enter(object) there.
/// </summary>
internal sealed record NanoMember(int Line, string OnHost, string OnDevice);
