using System;
using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A camera that shows what a case says, at once; a row of it may fail.</summary>
    public sealed class ShownCamera : ICamera
    {
        private int _row;

        public string Part
        {
            get { return "ov2640"; }
        }

        public int Width
        {
            get { return ShownPicture.Width; }
        }

        public int Height
        {
            get { return ShownPicture.Height; }
        }

        public bool IsWrongPart
        {
            get { return false; }
        }

        public byte[] Picture { get; set; } = new byte[0];

        /// <summary>Row whose reading fails once; -1 = none.</summary>
        public int FailsAtRow { get; set; } = -1;

        public BusStatusCode Start()
        {
            return BusStatusCode.Ok;
        }

        public BusStatusCode StartCapture()
        {
            _row = 0;
            return BusStatusCode.Ok;
        }

        public bool IsDone(out BusStatusCode status)
        {
            status = BusStatusCode.Ok;
            return true;
        }

        public int ReadRows(byte[] buffer, int offset, int rows, out BusStatusCode status)
        {
            status = BusStatusCode.Ok;
            for (int i = 0; i < rows; i++)
            {
                if (_row == FailsAtRow)
                {
                    FailsAtRow = -1;
                    status = BusStatusCode.BusFault;
                    return i;
                }

                Array.Copy(Picture, _row * Width, buffer, offset + (i * Width), Width);
                _row++;
            }

            return rows;
        }
    }
}
