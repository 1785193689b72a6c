using nanoFramework.TestFramework;
using Stethos.App;
using Stethos.App.Vision;
using Stethos.Drivers.ArduCam;
using Stethos.Features.Vision;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>From rows of pixels to frames and crops, all the way a node's pictures go.</summary>
    [TestClass]
    public class VisionCases
    {
        private const int PeriodMs = 1000;

        // CRC-32 of the whole frame of the first still picture, as .NET makes it.
        private const uint FrameCrc = 2091723154;
        private readonly TurnedClock _uptime = new TurnedClock();
        private readonly NodeState _state = new NodeState(new Outbox(64, 7, VisionFeatures.MaxLength), 64);
        private readonly VisionFeatures _frame = new VisionFeatures();
        private readonly byte[] _bytes = new byte[VisionFeatures.MaxLength];
        private VisionWays? _ways;
        private VisionNode? _node;
        private int _length;

        [TestMethod]
        public void A_picture_becomes_a_frame_of_the_same_bytes_everywhere()
        {
            ShownCamera camera = new ShownCamera();
            camera.Picture = ShownPicture.Make(-1);
            Begin(camera, null);
            Take();
            CheckStill();
            Assert.IsTrue(_frame.Quality == (VisionFlags.NoReference | VisionFlags.Learning), "quality " + _frame.Quality.ToString());
            uint crc = Crc32.Compute(_bytes, 0, _length);
            Assert.IsTrue(crc == FrameCrc, "its bytes: " + crc.ToString());
        }

        [TestMethod]
        public void Pixels_out_of_the_registers_of_a_camera_become_the_same_frame()
        {
            CameraParts parts = new CameraParts(_uptime);
            parts.Show(ShownPicture.Yuyv(ShownPicture.Make(-1)));
            Begin(new ArduCamCamera(parts.Driver), null);
            Take();
            CheckStill();
            uint crc = Crc32.Compute(_bytes, 0, _length);
            Assert.IsTrue(crc == FrameCrc, "its bytes: " + crc.ToString());
        }

        [TestMethod]
        public void Something_new_is_in_the_change_and_its_crop_is_kept()
        {
            ShownCamera camera = new ShownCamera();
            camera.Picture = ShownPicture.Make(-1);
            Begin(camera, null);
            for (int i = 0; i < BackgroundModel.LearnPictures + 2; i++)
            {
                Take();
            }

            Assert.IsTrue(_frame.Quality == 0 && _frame.HasChange && Changed() == 0, "known and still");
            camera.Picture = ShownPicture.Make(250);
            Take();
            Assert.IsTrue(_frame.Quality == VisionFlags.CropKept, "an event: " + _frame.Quality.ToString());
            Assert.IsTrue(Changed() == 9, "nine blocks: " + Changed().ToString());
            CheckCrop(camera.Picture, 0);
        }

        [TestMethod]
        public void A_crop_that_was_asked_for_is_of_the_place_asked_for()
        {
            ShownCamera camera = new ShownCamera();
            camera.Picture = ShownPicture.Make(-1);
            Begin(camera, null);
            Command command = new Command();
            command.Id = 77;
            command.Sensor = 1;
            command.HasRegion = true;
            command.Column = 13;
            command.Row = 24;
            Assert.IsTrue(_ways!.Crops.Want(command), "taken");
            Take();
            CheckCrop(camera.Picture, 77);
            command.Picture = 5;
            Assert.IsTrue(!_ways.Crops.Want(command), "a picture that is not kept");
        }

        [TestMethod]
        public void A_row_that_fails_is_told_and_the_next_picture_is_whole()
        {
            ShownCamera camera = new ShownCamera();
            camera.Picture = ShownPicture.Make(-1);
            camera.FailsAtRow = 60;
            Begin(camera, null);
            Take();
            Assert.IsTrue(
                (_frame.Quality & (VisionFlags.BusFault | VisionFlags.RowsLost)) == (VisionFlags.BusFault | VisionFlags.RowsLost), "told");
            Assert.IsTrue(_state.Control.Errors.Of(NodeErrorCode.PartFault) == 1, "counted");
            Take();
            CheckStill();
        }

        [TestMethod]
        public void A_hot_spot_is_found_with_its_place_and_temperature()
        {
            ShownHeat heat = new ShownHeat();
            for (int i = 0; i < heat.Picture.Length; i++)
            {
                heat.Picture[i] = 2500;
            }

            heat.Picture[(7 * 32) + 9] = 6000;
            heat.Picture[(7 * 32) + 10] = 6100;
            Begin(null, heat);
            Take();
            Assert.IsTrue(_frame.HasTemperatures && _frame.Width == 32 && _frame.Height == 24, "temperatures");
            Assert.IsTrue(_frame.MinCentiCelsius == 2500 && _frame.MaxCentiCelsius == 6100, "from 25 to 61 degrees");
            Assert.IsTrue(_frame.MeanCentiCelsius == 2509, "mean " + _frame.MeanCentiCelsius.ToString());
            Assert.IsTrue(_frame.HotSpotCount == 1, "one spot");
            short[] spot = _frame.HotSpots;
            Assert.IsTrue(spot[0] == 7 && spot[1] == 10 && spot[2] == 6100 && spot[3] == 2, "its hottest pixel and its size");
        }

        private void Begin(ICamera? camera, IThermalArray? heat)
        {
            NodeConfiguration configuration = new NodeConfiguration();
            configuration.Site = "plant";
            configuration.Gateway = "gw";
            configuration.Device = new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 };
            NodeClock clock = new NodeClock(_uptime);
            clock.Set(1767225600000);
            VisionOptions options = new VisionOptions();
            options.PeriodMs = PeriodMs;
            options.RowsPerTurn = 40;
            _ways = new VisionWays(new FrameOutlet(configuration, _state), _state);
            _node = new VisionNode(configuration, options, new VisionParts(camera, heat), 1, clock, _ways);
        }

        // Until the next picture is told and nothing is under way any more.
        private void Take()
        {
            int turns = 0;
            while (_state.Outbox.Depth == 0)
            {
                Assert.IsTrue(turns++ < 2000, "no picture comes");
                _uptime.Wait(1);
                _node!.Step();
            }

            for (int i = 0; i < 10; i++)
            {
                _node!.Step();
            }

            bool resent;
            _length = _state.Outbox.Take(true, _uptime.UptimeMs, 100000, _bytes, out resent);
            Assert.IsTrue(_frame.Read(_bytes, 0, _length, new MessageReader()) == FrameErrorCode.None, "a frame");
            Acknowledgement acknowledgement = new Acknowledgement();
            acknowledgement.Boot = 7;
            acknowledgement.Cumulative = _frame.Key.Sequence;
            _state.Outbox.Acknowledge(acknowledgement);
            _uptime.Wait(PeriodMs);
        }

        private void CheckStill()
        {
            Assert.IsTrue(_frame.Width == ShownPicture.Width && _frame.Height == ShownPicture.Height, "size");
            Assert.IsTrue(_frame.Light == ShownPicture.Light, "light " + _frame.Light.ToString());
            for (int i = 0; i < PictureGrid.Blocks; i++)
            {
                Assert.IsTrue(_frame.BlockMeans[i] == ShownPicture.OfBlock(i % 16, i / 16), "block " + i.ToString());
            }
        }

        private int Changed()
        {
            int changed = 0;
            for (int i = 0; i < PictureGrid.Blocks; i++)
            {
                changed += (_frame.Change[i >> 3] >> (i & 7)) & 1;
            }

            return changed;
        }

        private void CheckCrop(byte[] picture, uint id)
        {
            CropChunk chunk = new CropChunk();
            uint crc = 0;
            int chunks = 0;
            while (_ways!.Crops.TakeChunk(chunk))
            {
                Assert.IsTrue(chunk.CropId == id && chunk.ChunkIndex == chunks && chunk.PictureId == _frame.PictureId, "chunk");
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
