namespace Stethos.Hal.Mqtt
{
    /// <summary>A connection that carries bytes both ways, in order: TCP, or TLS over it. One thread.</summary>
    public interface IByteStream
    {
        /// <summary>Closes what is open and connects anew; false when nobody answers, or not the one expected. May take seconds.</summary>
        bool Open();

        /// <summary>Reads what has arrived, at most <paramref name="count"/> bytes; 0 = nothing yet, -1 = the connection is gone.</summary>
        int Read(byte[] buffer, int offset, int count);

        /// <summary>Hands over all bytes; false when the connection is gone.</summary>
        bool Write(byte[] buffer, int offset, int count);

        /// <summary>Closes the connection, if there is one.</summary>
        void Close();
    }
}
