using System;
using Stethos.Protocol;

namespace Stethos.Update.Manifests
{
    /// <summary>
    /// Values of a signed document, from untrusted bytes: after the first fault every call returns zeros, and
    /// <see cref="IsWhole"/> is false.
    /// </summary>
    internal sealed class StrictCbor
    {
        public StrictCbor()
        {
            Reader = new CborReader();
        }

        public CborReader Reader { get; }

        /// <summary>False once something was found that a newer node would understand.</summary>
        public bool IsKnown { get; private set; }

        /// <summary>Whether all was well and nothing is left.</summary>
        public bool IsWhole
        {
            get { return Reader.Error == FrameErrorCode.None && Reader.Remaining == 0; }
        }

        /// <summary>Whether all was well so far.</summary>
        public bool IsSound
        {
            get { return Reader.Error == FrameErrorCode.None; }
        }

        public void Reset(byte[] buffer, int offset, int count)
        {
            IsKnown = true;
            Reader.Reset(buffer, offset, count);
            if (!StrictForm.Holds(buffer, offset, count))
            {
                Reader.Fail(FrameErrorCode.NotWellFormed);
            }
        }

        /// <summary>Says that the document is of a form that is not known.</summary>
        public void Unknown()
        {
            IsKnown = false;
        }

        /// <summary>A number that must be this one; another means a form that is not known.</summary>
        public void Expect(int wanted)
        {
            int value;
            if (Reader.ReadInt(int.MaxValue, out value) && value != wanted)
            {
                Unknown();
            }
        }

        /// <summary>Fails when not every bit wanted was seen.</summary>
        public void Require(int seen, int wanted)
        {
            if (IsKnown && (seen & wanted) != wanted)
            {
                Reader.Fail(FrameErrorCode.MissingField);
            }
        }

        /// <summary>Head of an array of so many items; 0 after a fault.</summary>
        public int Items(int least, int most)
        {
            int items;
            if (Reader.ReadArrayStart(out items) && items >= least && items <= most)
            {
                return items;
            }

            Reader.Fail(FrameErrorCode.OutOfRange);
            return 0;
        }

        /// <summary>An unsigned number of 32 bits, at least <paramref name="least"/>.</summary>
        public uint Number(uint least)
        {
            ulong value;
            if (Reader.ReadUnsigned(uint.MaxValue, out value) && value < least)
            {
                Reader.Fail(FrameErrorCode.OutOfRange);
            }

            return (uint)value;
        }

        /// <summary>A number in the range given.</summary>
        public int Int(int least, int most)
        {
            int value;
            if (Reader.ReadInt(most, out value) && value < least)
            {
                Reader.Fail(FrameErrorCode.OutOfRange);
            }

            return value;
        }

        /// <summary>A byte string exactly as long as the target.</summary>
        public void Bytes(byte[] buffer, byte[] target)
        {
            int at;
            int length;
            if (!Reader.ReadBytes(target.Length, out at, out length))
            {
                return;
            }

            if (length != target.Length)
            {
                Reader.Fail(FrameErrorCode.OutOfRange);
                return;
            }

            Array.Copy(buffer, at, target, 0, length);
        }

        /// <summary>An array of two, who signed and the signature: where the 8 bytes that name the key stand, and the signature.</summary>
        internal void Signature(out int keyIdAt, out int at, out int length)
        {
            Items(2, 2);
            if (Reader.ReadBytes(ManifestBundle.KeyIdLength, out keyIdAt, out length) && length != ManifestBundle.KeyIdLength)
            {
                Reader.Fail(FrameErrorCode.OutOfRange);
            }

            Reader.ReadBytes(ManifestBundle.MaxSignatureLength, out at, out length);
        }
    }
}
