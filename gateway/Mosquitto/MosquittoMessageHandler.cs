namespace Stethos.Mosquitto;

/// <summary>Receives a message on the client's network thread.</summary>
public delegate void MosquittoMessageHandler(in MosquittoMessage message);
