using System;
using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A thermal array that shows what a case says, at once.</summary>
    public sealed class ShownHeat : IThermalArray
    {
        private int _row;

        public string Part
        {
            get { return "mlx90640"; }
        }

        public int Columns
        {
            get { return 32; }
        }

        public int Rows
        {
            get { return 24; }
        }

        public bool IsWrongPart
        {
            get { return false; }
        }

        /// <summary>1/100 °C, row by row.</summary>
        public short[] Picture { get; } = new short[32 * 24];

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

        public int ReadRows(short[] buffer, int offset, int rows, out BusStatusCode status)
        {
            status = BusStatusCode.Ok;
            Array.Copy(Picture, _row * Columns, buffer, offset, rows * Columns);
            _row += rows;
            return rows;
        }
    }
}
