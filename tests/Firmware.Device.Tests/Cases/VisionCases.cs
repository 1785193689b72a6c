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
        // CRC-32 of the whole frame of the first still picture, as .NET makes it.
        private const uint FrameCrc = 2091723154;

        [TestMethod]
        public void A_picture_becomes_a_frame_of_the_same_bytes_everywhere()
        {
            TakenPictures pictures = new TakenPictures();
            ShownCamera camera = new ShownCamera();
            camera.Picture = ShownPicture.Make(-1);
            pictures.Begin(camera, null);
            pictures.Take();
            pictures.CheckStill();
            int quality = pictures.Frame.Quality;
            Assert.IsTrue(quality == (VisionFlags.NoReference | VisionFlags.Learning), "quality " + quality.ToString());
            uint crc = pictures.Crc;
            Assert.IsTrue(crc == FrameCrc, "its bytes: " + crc.ToString());
        }

        [TestMethod]
        public void Pixels_out_of_the_registers_of_a_camera_become_the_same_frame()
        {
            TakenPictures pictures = new TakenPictures();
            CameraParts parts = new CameraParts(pictures.Uptime);
            parts.Show(ShownPicture.Yuyv(ShownPicture.Make(-1)));
            pictures.Begin(new ArduCamCamera(parts.Driver), null);
            pictures.Take();
            pictures.CheckStill();
            uint crc = pictures.Crc;
            Assert.IsTrue(crc == FrameCrc, "its bytes: " + crc.ToString());
        }

        [TestMethod]
        public void Something_new_is_in_the_change_and_its_crop_is_kept()
        {
            TakenPictures pictures = new TakenPictures();
            ShownCamera camera = new ShownCamera();
            camera.Picture = ShownPicture.Make(-1);
            pictures.Begin(camera, null);
            for (int i = 0; i < BackgroundModel.LearnPictures + 2; i++)
            {
                pictures.Take();
            }

            Assert.IsTrue(pictures.Frame.Quality == 0 && pictures.Frame.HasChange && pictures.Changed() == 0, "known and still");
            camera.Picture = ShownPicture.Make(250);
            pictures.Take();
            Assert.IsTrue(pictures.Frame.Quality == VisionFlags.CropKept, "an event: " + pictures.Frame.Quality.ToString());
            Assert.IsTrue(pictures.Changed() == 9, "nine blocks: " + pictures.Changed().ToString());
            pictures.CheckCrop(camera.Picture, 0);
        }

        [TestMethod]
        public void A_crop_that_was_asked_for_is_of_the_place_asked_for()
        {
            TakenPictures pictures = new TakenPictures();
            ShownCamera camera = new ShownCamera();
            camera.Picture = ShownPicture.Make(-1);
            pictures.Begin(camera, null);
            Command command = new Command();
            command.Id = 77;
            command.Sensor = 1;
            command.HasRegion = true;
            command.Column = 13;
            command.Row = 24;
            Assert.IsTrue(pictures.Crops.Want(command), "taken");
            pictures.Take();
            pictures.CheckCrop(camera.Picture, 77);
            command.Picture = 5;
            Assert.IsTrue(!pictures.Crops.Want(command), "a picture that is not kept");
        }

        [TestMethod]
        public void A_row_that_fails_is_told_and_the_next_picture_is_whole()
        {
            TakenPictures pictures = new TakenPictures();
            ShownCamera camera = new ShownCamera();
            camera.Picture = ShownPicture.Make(-1);
            camera.FailsAtRow = 60;
            pictures.Begin(camera, null);
            pictures.Take();
            const int fault = VisionFlags.BusFault | VisionFlags.RowsLost;
            Assert.IsTrue((pictures.Frame.Quality & fault) == fault, "told");
            Assert.IsTrue(pictures.State.Control.Errors.Of(NodeErrorCode.PartFault) == 1, "counted");
            pictures.Take();
            pictures.CheckStill();
        }

        [TestMethod]
        public void A_hot_spot_is_found_with_its_place_and_temperature()
        {
            TakenPictures pictures = new TakenPictures();
            ShownHeat heat = new ShownHeat();
            for (int i = 0; i < heat.Picture.Length; i++)
            {
                heat.Picture[i] = 2500;
            }

            heat.Picture[(7 * 32) + 9] = 6000;
            heat.Picture[(7 * 32) + 10] = 6100;
            pictures.Begin(null, heat);
            pictures.Take();
            Assert.IsTrue(pictures.Frame.HasTemperatures && pictures.Frame.Width == 32 && pictures.Frame.Height == 24, "temperatures");
            Assert.IsTrue(pictures.Frame.MinCentiCelsius == 2500 && pictures.Frame.MaxCentiCelsius == 6100, "from 25 to 61 degrees");
            Assert.IsTrue(pictures.Frame.MeanCentiCelsius == 2509, "mean " + pictures.Frame.MeanCentiCelsius.ToString());
            Assert.IsTrue(pictures.Frame.HotSpotCount == 1, "one spot");
            short[] spot = pictures.Frame.HotSpots;
            Assert.IsTrue(spot[0] == 7 && spot[1] == 10 && spot[2] == 6100 && spot[3] == 2, "its hottest pixel and its size");
        }
    }
}
