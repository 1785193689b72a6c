using System;
using Stethos.Hal;
using Stethos.Hal.Parts;

namespace Stethos.Drivers.Mlx90640
{
    /// <summary>
    /// Thermal array MLX90640, 32 × 24 pixels, on I2C (up to 1 MHz). The part measures half of the pixels at a time, a
    /// subpage, in a chess pattern; two subpages make a picture. Never waits, allocates nothing after construction; one
    /// thread. 8 kB of memory.
    /// </summary>
#if NANOFRAMEWORK_1_0
    [System.Device.Model.Interface("MLX90640 thermal array")]
#endif
    public sealed class Mlx90640Driver
    {
        /// <summary>7-bit address as delivered.</summary>
        public const int Address = 0x33;

        /// <summary>Pixels in a row.</summary>
        public const int Columns = Mlx90640Calibration.Columns;

        /// <summary>Rows.</summary>
        public const int Rows = Mlx90640Calibration.Rows;

        /// <summary>Pixels of a picture.</summary>
        public const int PixelCount = Mlx90640Calibration.Pixels;

        /// <summary>Pixels of a subpage.</summary>
        public const int SubpagePixels = PixelCount / 2;

        /// <summary>Slowest refresh rate, subpages in 1,000 s; each next one doubles it, up to 64 Hz.</summary>
        public const int SlowestMilliHz = 500;

        /// <summary>Refresh rate of our boards.</summary>
        public const int DefaultMilliHz = 2000;

        private const int FastestCode = 7;
        private const int RowBytes = Columns * 2;
        private const int SubpagesOn = 0x0001;
        private const int RateShift = 7;
        private const int Resolution18 = 0x0800;
        private const int ResolutionScale18 = 4;
        private const int ChessBit = 0x1000;
        private const int NewDataBit = 0x0008;
        private const int OverwriteBit = 0x0010;
        private const int SubpageMask = 0x0007;
        private const int InvalidHigh = 0x7F;
        private const float ReflectedBelowAmbient = 8f;

        private readonly Mlx90640Words _words;
        private readonly Mlx90640Calibration _calibration = new Mlx90640Calibration();
        private readonly Mlx90640Frame _frame;
        private readonly Mlx90640Converter _converter;
        private readonly byte[] _raw = new byte[PixelCount * 2];
        private readonly byte[] _auxiliary = new byte[Mlx90640Calibration.HeaderWords * 2];
        private int _control = -1;
        private bool _isChess;

        /// <summary><paramref name="bus"/> is the part's address on its bus.</summary>
        public Mlx90640Driver(II2cBus bus)
        {
            _words = new Mlx90640Words(bus);
            _frame = new Mlx90640Frame(_calibration);
            _converter = new Mlx90640Converter(_calibration);
            Emissivity = 1f;
            ReflectedCelsius = float.NaN;
            Passes = 2;
        }

        /// <summary>Of what is looked at, above 0 to 1; 1 until set. Bare metal is 0.1 and cannot be measured honestly.</summary>
        public float Emissivity { get; set; }

        /// <summary>
        /// Temperature of what is mirrored in a body of less than emissivity 1; NaN (until set): 8 degrees below ambient, as
        /// the data sheet recommends for a part in free air.
        /// </summary>
        public float ReflectedCelsius { get; set; }

        /// <summary>
        /// Times the sensitivity is computed anew from the temperature: 1 is the data sheet's calculation, 2 (until set)
        /// removes its error of up to half a degree at 300 °C.
        /// </summary>
        public int Passes { get; set; }

        /// <summary>Temperature of the part itself at the last subpage.</summary>
        public float AmbientCelsius
        {
            get { return _frame.AmbientCelsius; }
        }

        /// <summary>Supply at the last subpage.</summary>
        public float SupplyVolts
        {
            get { return _frame.SupplyVolts; }
        }

        /// <summary>0 or 1, of the last subpage.</summary>
        public int Subpage { get; private set; }

        /// <summary>Pixels the EEPROM calls broken or outlying; their values come from neighbours.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Property("badPixels", "1")]
#endif
        public int BadPixels
        {
            get { return _calibration.Bad.Count; }
        }

        /// <summary>Times the part was found with other settings than it was given; only grows.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Property("restarts", "1")]
#endif
        public int Restarts { get; private set; }

        /// <summary>Subpages thrown away because the part wrote the next one meanwhile; only grows.</summary>
        public int TornSubpages { get; private set; }

        /// <summary>Subpages with words that are no measurement; only grows.</summary>
        public int InvalidSubpages { get; private set; }

        /// <summary>
        /// Reads the calibration (1,664 bytes) and starts measuring. <paramref name="milliHz"/>: subpages in 1,000 s,
        /// 500, 1,000, 2,000 … 64,000. <paramref name="chess"/> is the pattern parts are calibrated for; without it rows take
        /// turns, half as much is read, and pictures are worse.
        /// </summary>
        public Mlx90640StatusCode Configure(int milliHz, bool chess)
        {
            int code = DoublingScale.CodeOf(milliHz, SlowestMilliHz, FastestCode);
            if (code < 0)
            {
                return Mlx90640StatusCode.InvalidSetting;
            }

            _control = -1;
            Mlx90640StatusCode status = ReadCalibration();
            int control = SubpagesOn | (code << RateShift) | Resolution18 | (chess ? ChessBit : 0);
            if (status == Mlx90640StatusCode.Ok)
            {
                status = _words.Write(Mlx90640Register.Control, control);
            }

            if (status == Mlx90640StatusCode.Ok)
            {
                status = _words.Read(Mlx90640Register.Control, out int kept);
                status = status == Mlx90640StatusCode.Ok && kept != control ? Mlx90640StatusCode.SettingNotKept : status;
            }

            if (status == Mlx90640StatusCode.Ok)
            {
                // What was measured with other settings is not to be read.
                status = _words.Write(Mlx90640Register.Status, OverwriteBit);
            }

            if (status == Mlx90640StatusCode.Ok)
            {
                _control = control;
                _isChess = chess;
            }

            return status;
        }

        /// <summary>True for a pixel (0 to 767) the EEPROM calls broken or outlying.</summary>
        public bool IsBad(int pixel)
        {
            return _calibration.Bad.Contains(pixel);
        }

        /// <summary>
        /// Takes a subpage, once there is a new one: 384 temperatures in degrees Celsius into <paramref name="celsius"/>
        /// (768, row by row), whose other half stays as it was. Returns 384, or 0 when there is none or it is not good.
        /// SettingNotKept: configure again. Overrun: refresh rate too fast for the bus or the thread. Never waits.
        /// </summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Telemetry("temperature", "Cel")]
#endif
        public int ReadSubpage(float[] celsius, out Mlx90640StatusCode status)
        {
            CheckPicture(celsius);
            if (!TakeSubpage(out status))
            {
                return 0;
            }

            ConvertRows(0, Rows, celsius);
            MendRows(0, Rows, celsius);
            return SubpagePixels;
        }

        /// <summary>
        /// The first half of <see cref="ReadSubpage"/>: takes the words of a new subpage from the part. True when
        /// <see cref="ConvertRows"/> and then <see cref="MendRows"/> may follow, a few rows at a time.
        /// </summary>
        public bool TakeSubpage(out Mlx90640StatusCode status)
        {
            if (_control < 0)
            {
                status = Mlx90640StatusCode.SettingNotKept;
                return false;
            }

            status = _words.Read(Mlx90640Register.Status, out int state);
            if (status != Mlx90640StatusCode.Ok || (state & NewDataBit) == 0)
            {
                return false;
            }

            Subpage = state & SubpageMask & 1;
            status = ReadRaw();
            if (status != Mlx90640StatusCode.Ok)
            {
                return false;
            }

            if (!_frame.Take(_auxiliary, Subpage, ResolutionScale18, _isChess) || HasInvalidRow())
            {
                InvalidSubpages++;
                status = Mlx90640StatusCode.CorruptData;
                return false;
            }

            float reflected = float.IsNaN(ReflectedCelsius) ? _frame.AmbientCelsius - ReflectedBelowAmbient : ReflectedCelsius;
            _converter.Begin(_frame, Subpage, _isChess, Emissivity, reflected);
            return true;
        }

        /// <summary>Converts what of the last subpage lies in <paramref name="rows"/> rows from <paramref name="first"/> on.</summary>
        public void ConvertRows(int first, int rows, float[] celsius)
        {
            CheckPicture(celsius);
            for (int row = first; row < first + rows; row++)
            {
                if (_isChess)
                {
                    _converter.Row(_raw, row * RowBytes, row, (row ^ Subpage) & 1, 2, Passes, celsius);
                }
                else if ((row & 1) == Subpage)
                {
                    _converter.Row(_raw, row * RowBytes, row, 0, 1, Passes, celsius);
                }
            }
        }

        /// <summary>Gives bad pixels of the last subpage in these rows a value; the rows above and below are converted.</summary>
        public void MendRows(int first, int rows, float[] celsius)
        {
            CheckPicture(celsius);
            _calibration.Bad.Mend(celsius, first, rows, _isChess, Subpage);
        }

        private static void CheckPicture(float[] celsius)
        {
            if (celsius == null || celsius.Length < PixelCount)
            {
                throw new ArgumentException();
            }
        }

        private Mlx90640StatusCode ReadCalibration()
        {
            Mlx90640StatusCode status = _words.Read(
                (int)Mlx90640Register.Eeprom, _auxiliary, 0, Mlx90640Calibration.HeaderWords);
            if (status == Mlx90640StatusCode.Ok && !_calibration.TakeHeader(_auxiliary))
            {
                return Mlx90640StatusCode.WrongDeviceId;
            }

            int address = (int)Mlx90640Register.Eeprom + Mlx90640Calibration.HeaderWords;
            for (int row = 0; row < Rows && status == Mlx90640StatusCode.Ok; row++)
            {
                status = _words.Read(address + (row * Columns), _raw, 0, Columns);
                if (status == Mlx90640StatusCode.Ok)
                {
                    _calibration.TakeRow(row, _raw, 0);
                }
            }

            return status == Mlx90640StatusCode.Ok && _calibration.Bad.Count > Mlx90640BadPixels.Most
                ? Mlx90640StatusCode.CorruptData
                : status;
        }

        /// <summary>Takes all words of the subpage; they are whole when no new data came meanwhile.</summary>
        private Mlx90640StatusCode ReadRaw()
        {
            Mlx90640StatusCode status = _words.Read(Mlx90640Register.Control, out int control);
            if (status == Mlx90640StatusCode.Ok && control != _control)
            {
                Restarts++;
                _control = -1;
                return Mlx90640StatusCode.SettingNotKept;
            }

            if (status == Mlx90640StatusCode.Ok)
            {
                status = _words.Write(Mlx90640Register.Status, OverwriteBit);
            }

            if (status == Mlx90640StatusCode.Ok)
            {
                status = _words.Read((int)Mlx90640Register.Auxiliary, _auxiliary, 0, Mlx90640Frame.AuxiliaryWords);
            }

            for (int row = FirstRow; row < Rows && status == Mlx90640StatusCode.Ok; row += RowStep)
            {
                status = _words.Read((int)Mlx90640Register.Pixels + (row * Columns), _raw, row * RowBytes, Columns);
            }

            if (status != Mlx90640StatusCode.Ok)
            {
                return status;
            }

            status = _words.Read(Mlx90640Register.Status, out int state);
            if (status == Mlx90640StatusCode.Ok && (state & NewDataBit) != 0)
            {
                TornSubpages++;
                status = Mlx90640StatusCode.Overrun;
            }

            return status;
        }

        private int FirstRow
        {
            get { return _isChess ? 0 : Subpage; }
        }

        private int RowStep
        {
            get { return _isChess ? 1 : 2; }
        }

        /// <summary>A part that has not measured yet holds 0x7FFF everywhere: the first pixels of the rows tell.</summary>
        private bool HasInvalidRow()
        {
            for (int row = FirstRow; row < Rows; row += RowStep)
            {
                int at = (row * RowBytes) + (_isChess ? ((row ^ Subpage) & 1) << 1 : 0);
                if (_raw[at] == InvalidHigh && _raw[at + 1] == 0xFF)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
