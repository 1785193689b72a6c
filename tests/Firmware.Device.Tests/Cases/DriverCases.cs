using nanoFramework.TestFramework;
using Stethos.Drivers.Adxl345;
using Stethos.Drivers.Adxl355;
using Stethos.Drivers.Kx134;
using Stethos.Drivers.Max17048;
using Stethos.Drivers.Tachometer;
using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>Drivers against registers: what they read, whom they refuse, what a bus that fails costs.</summary>
    [TestClass]
    public class DriverCases
    {
        [TestMethod]
        public void An_accelerometer_reads_its_fifo_in_g()
        {
            RegisterPart part = Accelerometer();
            Adxl345Driver driver = new Adxl345Driver(part, true);
            Assert.IsTrue(driver.Configure(800, 16, 8) == Adxl345StatusCode.Ok, "configured");
            Assert.IsTrue(
                part.Registers[0x2C] == 0x0D && part.Registers[0x31] == 0x0B && part.Registers[0x2D] == 0x08, "rate, range, measuring");

            // 256 counts per g: 1, -2 and 0.5 g.
            part.GiveSamples(0x32, new byte[] { 0x00, 0x01, 0x00, 0xFE, 0x80, 0x00 });
            part.Registers[0x30] = 0x02;
            part.Registers[0x39] = 10;
            float[][] axes = new float[][] { new float[32], new float[32], new float[32] };
            Adxl345StatusCode status;
            int count = driver.ReadFifo(axes, 0, 10, out status);
            Assert.IsTrue(count == 10 && status == Adxl345StatusCode.Ok, "ten samples");
            Assert.IsTrue(Near(axes[0][9], 1f) && Near(axes[1][9], -2f) && Near(axes[2][9], 0.5f), "in g");
        }

        [TestMethod]
        public void Accelerometers_that_read_blocks_read_them_in_g()
        {
            float[][] axes = new float[][] { new float[32], new float[32], new float[32] };

            // 64,000 counts per g in 20 bits, left-justified, the first axis marked: 1, -0.5 and 0 g.
            RegisterPart fine = new RegisterPart();
            fine.Registers[0] = 0xAD;
            fine.Registers[2] = Adxl355Driver.DeviceId;
            Adxl355Driver adxl355 = new Adxl355Driver(fine);
            Assert.IsTrue(adxl355.Configure(1000, 8, 8) == Adxl355StatusCode.Ok, "ADXL355 configured");
            fine.Registers[0x05] = 24;
            fine.GiveSamples(0x11, new byte[] { 0x0F, 0xA0, 0x01, 0xF8, 0x30, 0x00, 0x00, 0x00, 0x00 });
            Adxl355StatusCode fineStatus;
            Assert.IsTrue(adxl355.ReadFifo(axes, 0, 8, out fineStatus) == 8 && fineStatus == Adxl355StatusCode.Ok, "eight samples");
            Assert.IsTrue(Near(axes[0][7], 1f) && Near(axes[1][7], -0.5f) && Near(axes[2][7], 0f), "ADXL355 in g");

            // 2,048 counts per g: 1, -1 and 0.5 g.
            RegisterPart wide = new RegisterPart();
            wide.Registers[0x13] = 0x46;
            Kx134Driver kx134 = new Kx134Driver(wide);
            Assert.IsTrue(kx134.Configure(1600, 16, 8) == Kx134StatusCode.Ok, "KX134 configured");
            wide.Registers[0x60] = 48;
            wide.GiveSamples(0x63, new byte[] { 0x00, 0x08, 0x00, 0xF8, 0x00, 0x04 });
            Kx134StatusCode wideStatus;
            Assert.IsTrue(kx134.ReadFifo(axes, 0, 8, out wideStatus) == 8 && wideStatus == Kx134StatusCode.Ok, "eight samples");
            Assert.IsTrue(Near(axes[0][7], 1f) && Near(axes[1][7], -1f) && Near(axes[2][7], 0.5f), "KX134 in g");
        }

        [TestMethod]
        public void Another_part_and_a_bus_that_fails_are_told()
        {
            RegisterPart part = Accelerometer();
            part.Registers[0] = 0x33;
            Assert.IsTrue(
                new Adxl345Driver(part, true).Configure(800, 16, 8) == Adxl345StatusCode.WrongDeviceId, "another part");
            part = Accelerometer();
            new Adxl345Driver(part, true).Configure(800, 16, 8);
            int transfers = part.Transfers;
            for (int n = 0; n < transfers; n++)
            {
                part = Accelerometer();
                part.FailsAt = n;
                Adxl345Driver driver = new Adxl345Driver(part, true);
                Assert.IsTrue(
                    driver.Configure(800, 16, 8) == Adxl345StatusCode.AddressNotAcknowledged, "transfer " + n.ToString());
                Assert.IsTrue(driver.Configure(800, 16, 8) == Adxl345StatusCode.Ok, "a second try after " + n.ToString());
            }
        }

        [TestMethod]
        public void Parts_that_read_blocks_tell_another_part_and_a_bus_that_fails()
        {
            RegisterPart other = new RegisterPart();
            Assert.IsTrue(new Adxl355Driver(other).Configure(1000, 8, 8) == Adxl355StatusCode.WrongDeviceId, "no ADXL355");
            Assert.IsTrue(new Kx134Driver(other).Configure(1600, 16, 8) == Kx134StatusCode.WrongDeviceId, "no KX134");
            for (int n = 0; n < 6; n++)
            {
                RegisterPart part = new RegisterPart();
                part.Registers[0] = 0xAD;
                part.Registers[2] = Adxl355Driver.DeviceId;
                part.FailsAt = n;
                Assert.IsTrue(
                    new Adxl355Driver(part).Configure(1000, 8, 8) == Adxl355StatusCode.AddressNotAcknowledged, "ADXL355 " + n.ToString());
                part = new RegisterPart();
                part.Registers[0x13] = 0x46;
                part.FailsAt = n;
                Assert.IsTrue(
                    new Kx134Driver(part).Configure(1600, 16, 8) == Kx134StatusCode.AddressNotAcknowledged, "KX134 " + n.ToString());
            }
        }

        [TestMethod]
        public void A_battery_gauge_tells_voltage_and_charge()
        {
            RegisterPart part = new RegisterPart();
            part.Registers[0x09] = 0x12;
            part.Registers[0x02] = 0xC3;
            part.Registers[0x03] = 0x50;
            part.Registers[0x04] = 55;
            part.Registers[0x05] = 0x80;
            Max17048Driver driver = new Max17048Driver(part);
            Assert.IsTrue(driver.Configure(Max17048Driver.DefaultAlertPercent) == Max17048StatusCode.Ok, "configured");
            Assert.IsTrue(driver.Read() == Max17048StatusCode.Ok, "read");
            Assert.IsTrue(Near(driver.Volts, 3.90625f) && Near(driver.Percent, 55.5f), "3.91 V, 55.5 %");
        }

        [TestMethod]
        public void A_tachometer_finds_the_speed_of_its_pulses()
        {
            Pulses pulses = new Pulses(40000);
            TachometerDriver driver = new TachometerDriver(pulses, 1, 100000);
            Assert.IsTrue(driver.Start() == BusStatusCode.Ok, "started");
            for (int turn = 0; turn < 300; turn++)
            {
                pulses.Advance(10000);
                driver.Poll();
            }

            int milliHz;
            Assert.IsTrue(driver.TryGetMilliHz(out milliHz) && milliHz >= 24990 && milliHz <= 25010, "25 Hz: " + milliHz.ToString());
        }

        private static RegisterPart Accelerometer()
        {
            RegisterPart part = new RegisterPart();
            part.Registers[0] = Adxl345Driver.DeviceId;
            return part;
        }

        private static bool Near(float value, float expected)
        {
            float error = value - expected;
            return error < 1e-4f && -1e-4f < error;
        }
    }
}
