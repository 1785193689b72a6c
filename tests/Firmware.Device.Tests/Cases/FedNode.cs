using System;
using Stethos.App;
using Stethos.App.Updates;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Boot;
using Stethos.Update.Trust;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A node's agent of updates on files in memory, and its gateway, which has the node's key and the golden release.</summary>
    public sealed class FedNode
    {
        private const int MostTurns = 200;
        private readonly MemoryFiles _files = new MemoryFiles();
        private readonly PortableKeyedHash _hash = new PortableKeyedHash();
        private readonly CborWriter _writer = new CborWriter();
        private readonly MessageReader _reader = new MessageReader();
        private readonly byte[] _buffer = new byte[2048];
        private readonly byte[] _key = new byte[CommandEnvelope.KeyLength];
        private readonly byte[] _digest = Bytes.FromHex(ReleaseVectors.Digest);
        private readonly NodeConfiguration _configuration = new NodeConfiguration();
        private readonly CountingRandom _random = new CountingRandom();
        private readonly LastLink _link = new LastLink();
        private readonly TurnedClock _clock = new TurnedClock();
        private readonly string _topic;
        private UpdateAgent _agent;
        private uint _attempt;
        private uint _boot;

        /// <summary>A node with its owner's key set and an application of its factory, started.</summary>
        public FedNode()
        {
            _configuration.Site = "plant";
            _configuration.Gateway = "gw";
            _configuration.Device = new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 };
            _topic = Topics.Of("plant", "gw", "0001020304050607", Topics.Updates);
            byte[] keys = Bytes.FromHex(ReleaseVectors.KeySetFile);
            _files.Write(KeySetStore.FirstFile, keys, 0, keys.Length);
            Loader = new NodeLoader(_files, _hash);
            Loader.Boot(StartCauseCode.PowerOn);
            Loader.Flash(new byte[] { 1, 2, 3 }, 1, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
            State = new NodeState(1, 16, 0);
            _agent = Start();
        }

        public NodeLoader Loader { get; private set; }

        public UpdateMachine Machine
        {
            get { return Loader.Machine; }
        }

        public NodeState State { get; private set; }

        /// <summary>What the node told last.</summary>
        public UpdateStatus Status { get; } = new UpdateStatus();

        /// <summary>The application of the golden release: longer than four chunks.</summary>
        public static byte[] Image()
        {
            byte[] image = new byte[4500];
            for (int i = 0; i < image.Length; i++)
            {
                image[i] = (byte)(i * 7);
            }

            return image;
        }

        /// <summary>A start with nothing but what is in flash.</summary>
        public void Boot()
        {
            _agent = Start();
        }

        /// <summary>One turn of the agent, and what it has to tell.</summary>
        public void Turn(int milliseconds)
        {
            _clock.Wait(milliseconds);
            _agent.Step();
            _link.Forget();
            _agent.Send(_link, _buffer);
            byte[] told = _link.Last;
            Assert(told.Length == 0 || Status.Read(told, 0, told.Length, _reader) == FrameErrorCode.None, "a status that is read");
        }

        /// <summary>A command about the golden release, as the gateway with this key makes it now.</summary>
        public void Order(UpdateActionCode action, byte keyByte)
        {
            for (int i = 0; i < _key.Length; i++)
            {
                _key[i] = keyByte;
            }

            UpdateCommandMessage command = new UpdateCommandMessage();
            command.TtlSeconds = 86400;
            command.Wave = 1;
            command.Attempt = ++_attempt;
            command.Action = action;
            Array.Copy(_configuration.Device, 0, command.Device, 0, 8);
            Array.Copy(Status.Nonce, 0, command.Nonce, 0, UpdateStatus.NonceLength);
            Array.Copy(_digest, 0, command.Digest, 0, _digest.Length);
            new CommandEnvelope(_key, "plant", _hash).Compute(command, command.Mac);
            _agent.Take(_topic, _buffer, command.Write(_buffer, 0, _buffer.Length, _writer));
            Turn(100);
        }

        /// <summary>Sends parts of the release's head as long as the node asks for them.</summary>
        public void ServeHead(byte[] head)
        {
            ManifestPart part = new ManifestPart();
            part.Parts = (head.Length + ManifestPart.MaxData - 1) / ManifestPart.MaxData;
            part.Data = head;
            Array.Copy(_digest, 0, part.Image, 0, ManifestPart.ImageLength);
            for (int turn = 0; turn < MostTurns && Status.HasImage && Status.Component == 0; turn++)
            {
                int credits = Status.Credits;
                for (int i = 0; i < part.Parts && credits > 0; i++)
                {
                    if (Status.IsMissing(i))
                    {
                        part.Index = i;
                        part.DataOffset = i * ManifestPart.MaxData;
                        part.DataCount = Math.Min(ManifestPart.MaxData, head.Length - part.DataOffset);
                        _agent.Take(_topic, _buffer, part.Write(_buffer, 0, _buffer.Length, _writer));
                        credits--;
                    }
                }

                Answer();
            }
        }

        /// <summary>Sends chunks of a component as long as the node asks for them.</summary>
        public void ServeChunks(ComponentCode component, byte[] image)
        {
            UpdateChunk chunk = new UpdateChunk();
            chunk.Component = (int)component;
            chunk.Data = image;
            Array.Copy(_digest, 0, chunk.Image, 0, ManifestPart.ImageLength);
            for (int turn = 0; turn < MostTurns && Status.HasImage && Status.Component == (int)component; turn++)
            {
                int credits = Status.Credits;
                for (int i = 0; i * UpdateChunk.MaxData < image.Length && credits > 0; i++)
                {
                    if (Status.IsMissing(i))
                    {
                        chunk.Place = (uint)i;
                        chunk.DataOffset = i * UpdateChunk.MaxData;
                        chunk.DataCount = Math.Min(UpdateChunk.MaxData, image.Length - chunk.DataOffset);
                        chunk.Length = chunk.DataCount;
                        _agent.Take(_topic, _buffer, chunk.Write(_buffer, 0, _buffer.Length, _writer));
                        credits--;
                    }
                }

                Answer();
            }
        }

        /// <summary>A second in which everything comes round and the gateway is heard.</summary>
        public void Thrive()
        {
            long now = _clock.UptimeMs;
            State.Control.LinkStatus = LinkStatusCode.Ok;
            State.Control.Beats.Beat(LoopCode.Capture, now);
            State.Control.Beats.Beat(LoopCode.Link, now);
            State.Control.NoteSensor(0, true);
            State.Control.NoteRoundTrip(now);
            Turn(1000);
        }

        private void Answer()
        {
            Turn(100);
            _agent.Tell();
            Turn(100);
        }

        private UpdateAgent Start()
        {
            Loader = new NodeLoader(_files, _hash);
            Loader.Boot(StartCauseCode.PowerOn);
            State = new NodeState(++_boot, 16, 0);
            byte[] key = new byte[CommandEnvelope.KeyLength];
            for (int i = 0; i < key.Length; i++)
            {
                key[i] = 7;
            }

            UpdateTrust trust = new UpdateTrust(
                new CommandEnvelope(key, "plant", _hash), _configuration.Device, new KeySetStore(_files), Loader.Machine, _random);
            UpdateParts parts = new UpdateParts(Loader, _files, _hash, _random, new SteadyMemory(), trust);
            parts.Facts.Board = "esp32-s3-n16r8-rev-a";
            parts.Facts.LoaderVersion = 1;
            parts.Facts.TensorAbi = 1;
            parts.Facts.ApplicationRoom = 1 << 18;
            parts.Facts.ModelRoom = 1 << 18;
            parts.Model = Loader.Read(ComponentCode.Model);
            _agent = new UpdateAgent(_configuration, State, _clock, parts);
            Turn(100);
            return _agent;
        }

        private static void Assert(bool condition, string message)
        {
            nanoFramework.TestFramework.Assert.IsTrue(condition, message);
        }
    }
}
