using nanoFramework.TestFramework;
using Stethos.App;
using Stethos.App.Vision;
using Stethos.Features.Vision;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A node that takes pictures.</summary>
    public sealed class TakenPictures
    {
        private const int PeriodMs = 1000;
        private readonly byte[] _bytes = new byte[VisionFeatures.MaxLength];
        private VisionWays? _ways;
        private VisionNode? _node;
        private int _length;

        public TurnedClock Uptime { get; } = new TurnedClock();

        public NodeState State { get; } = new NodeState(new Outbox(64, 7, VisionFeatures.MaxLength), 64);

        /// <summary>The frame taken last.</summary>
        public VisionFeatures Frame { get; } = new VisionFeatures();

        /// <summary>CRC-32 of that frame's bytes.</summary>
        public uint Crc
        {
            get { return Crc32.Compute(_bytes, 0, _length); }
        }

        public CropStore Crops
        {
            get { return _ways!.Crops; }
        }

        /// <summary>A node with these parts; null = not there.</summary>
        public void Begin(ICamera? camera, IThermalArray? heat)
        {
            NodeConfiguration configuration = new NodeConfiguration();
            configuration.Site = "plant";
            configuration.Gateway = "gw";
            configuration.Device = new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 };
            NodeClock clock = new NodeClock(Uptime);
            clock.Set(1767225600000);
            VisionOptions options = new VisionOptions();
            options.PeriodMs = PeriodMs;
            options.RowsPerTurn = 40;
            _ways = new VisionWays(new FrameOutlet(configuration, State), State);
            _node = new VisionNode(configuration, options, new VisionParts(camera, heat), 1, clock, _ways);
        }

        /// <summary>Until the next picture is told and nothing is under way any more.</summary>
        public void Take()
        {
            int turns = 0;
            while (State.Outbox.Depth == 0)
            {
                Assert.IsTrue(turns++ < 2000, "no picture comes");
                Uptime.Wait(1);
                _node!.Step();
            }

            for (int i = 0; i < 10; i++)
            {
                _node!.Step();
            }

            bool resent;
            _length = State.Outbox.Take(true, Uptime.UptimeMs, 100000, _bytes, out resent);
            Assert.IsTrue(Frame.Read(_bytes, 0, _length, new MessageReader()) == FrameErrorCode.None, "a frame");
            Acknowledgement acknowledgement = new Acknowledgement();
            acknowledgement.Boot = 7;
            acknowledgement.Cumulative = Frame.Key.Sequence;
            State.Outbox.Acknowledge(acknowledgement);
            Uptime.Wait(PeriodMs);
        }

        /// <summary>The frame is that of the still picture.</summary>
        public void CheckStill()
        {
            Assert.IsTrue(Frame.Width == ShownPicture.Width && Frame.Height == ShownPicture.Height, "size");
            Assert.IsTrue(Frame.Light == ShownPicture.Light, "light " + Frame.Light.ToString());
            for (int i = 0; i < PictureGrid.Blocks; i++)
            {
                Assert.IsTrue(Frame.BlockMeans[i] == ShownPicture.OfBlock(i % 16, i / 16), "block " + i.ToString());
            }
        }

        /// <summary>Blocks that changed.</summary>
        public int Changed()
        {
            int changed = 0;
            for (int i = 0; i < PictureGrid.Blocks; i++)
            {
                changed += (Frame.Change[i >> 3] >> (i & 7)) & 1;
            }

            return changed;
        }

        /// <summary>The crop that is sent is of this picture.</summary>
        public void CheckCrop(byte[] picture, uint id)
        {
            CropChunk chunk = new CropChunk();
            uint crc = 0;
            int chunks = 0;
            while (Crops.TakeChunk(chunk))
            {
                Assert.IsTrue(chunk.CropId == id && chunk.ChunkIndex == chunks && chunk.PictureId == Frame.PictureId, "chunk");
                Assert.IsTrue(id == 0 || (chunk.Column == 13 && chunk.Row == 24), "place");
                for (int i = 0; i < chunk.PixelCount; i++)
                {
                    int at = (chunk.ChunkIndex * CropChunk.MaxPixels) + i;
                    int row = chunk.Row + (at / CropStore.Size);
                    if (chunk.Pixels[i] != picture[(row * ShownPicture.Width) + chunk.Column + (at % CropStore.Size)])
                    {
                        Assert.IsTrue(false, "pixel " + at.ToString());
                    }
                }

                crc = Crc32.Update(crc, chunk.Pixels, 0, chunk.PixelCount);
                chunks++;
            }

            Assert.IsTrue(chunks == 9 && crc == chunk.Crc, "nine chunks and their checksum");
        }
    }
}
