namespace Stethos.Testing
{
    /// <summary>One message on a <see cref="FakeLink"/>.</summary>
    /// <param name="Topic">Its topic.</param>
    /// <param name="Payload">A copy of its bytes.</param>
    /// <param name="Retained">Whether the broker was asked to keep it.</param>
    public sealed record FakeMessage(string Topic, byte[] Payload, bool Retained);
}
