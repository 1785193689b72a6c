using System;

namespace Stethos.Inference
{
    /// <summary>The header of a model blob: everything about it that can be wrong by itself.</summary>
    internal static class BlobHeader
    {
        public static ModelErrorCode Check(byte[] blob, int offset, int length, int arenaLimit)
        {
            if (length < ModelFormat.HeaderLength + ModelFormat.HashLength)
            {
                return ModelErrorCode.WrongLength;
            }

            if (BitConverter.ToUInt32(blob, offset) != ModelFormat.Magic)
            {
                return ModelErrorCode.WrongMagic;
            }

            byte arithmetic = blob[offset + ModelFormat.ArithmeticAt];
            if (BitConverter.ToUInt16(blob, offset + ModelFormat.VersionAt) != ModelFormat.Version
                || (arithmetic != ModelFormat.ArithmeticA && arithmetic != ModelFormat.ArithmeticB))
            {
                return ModelErrorCode.UnknownVersion;
            }

            if (BitConverter.ToInt32(blob, offset + ModelFormat.LengthAt) != length)
            {
                return ModelErrorCode.WrongLength;
            }

            int arena = BitConverter.ToInt32(blob, offset + ModelFormat.ArenaAt);
            int scratch = BitConverter.ToInt32(blob, offset + ModelFormat.ScratchAt);
            if (arena < 0 || scratch < 0)
            {
                return ModelErrorCode.WrongParameter;
            }

            if (arena + (long)scratch > arenaLimit)
            {
                return ModelErrorCode.ArenaTooLarge;
            }

            int content = length - ModelFormat.HashLength;
            int ports = BitConverter.ToUInt16(blob, offset + ModelFormat.InputCountAt)
                + BitConverter.ToUInt16(blob, offset + ModelFormat.OutputCountAt);
            return AreInside(blob, offset + ModelFormat.PortsAt, ports, ModelFormat.PortLength, offset, content)
                && AreInside(
                    blob, offset + ModelFormat.OperatorsAt, BitConverter.ToInt32(blob, offset + ModelFormat.OperatorCountAt),
                    ModelFormat.OperatorLength, offset, content)
                ? ModelErrorCode.None
                : ModelErrorCode.OutOfBounds;
        }

        private static bool AreInside(byte[] blob, int place, int count, int size, int offset, int content)
        {
            int at = BitConverter.ToInt32(blob, place);
            return count >= 0 && at >= 0 && at + (long)count * size <= content;
        }
    }
}
