using System;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.Update.Boot
{
    /// <summary>
    /// All that a node has to remember about its slots, in one cell of <see cref="Length"/> bytes (layout in docs/update.md).
    /// Read by everyone, changed by the <see cref="UpdateMachine"/> only.
    /// </summary>
    public sealed class BootRecord
    {
        /// <summary>Bytes of a cell.</summary>
        public const int Length = 160;

        /// <summary>Bytes of a release's id: the first of the SHA-256 of its manifest.</summary>
        public const int ImageIdLength = 8;

        /// <summary>Bytes of a root that the record keeps of each slot's chunk list.</summary>
        public const int AnchorLength = 16;

        private const int Mark = 0x4253;
        private const int Format = 1;
        private const int Slots = 4;
        private const int SlotsAt = 72;
        private const int CrcAt = Length - 4;
        private const int HadContactFlag = 1;

        public uint Sequence { get; internal set; }

        public UpdateStateCode State { get; internal set; }

        public UpdateReasonCode Reason { get; internal set; }

        /// <summary>Why the last start on trial came about.</summary>
        public StartCauseCode Cause { get; internal set; }

        public int KeysetVersion { get; internal set; }

        /// <summary>The confirmed pair of slots, see <see cref="SlotPair"/>.</summary>
        public byte Active { get; internal set; }

        /// <summary>The pair that was confirmed before, as long as nothing was written over it.</summary>
        public byte Previous { get; internal set; }

        /// <summary>The pair that is staged, armed or on trial.</summary>
        public byte Trial { get; internal set; }

        /// <summary>The confirmed image had the gateway within the hour before the trial.</summary>
        public bool HadContact { get; internal set; }

        public int CrashTries { get; internal set; }

        public int PowerTries { get; internal set; }

        public uint ApplicationFloor { get; internal set; }

        public uint ModelFloor { get; internal set; }

        /// <summary>Sequence of the newest manifest ever confirmed.</summary>
        public uint ManifestSequence { get; internal set; }

        /// <summary>Time known for sure to have passed, seconds; kept for the freshness guard.</summary>
        public uint TrustedTime { get; internal set; }

        /// <summary>Id of the release that crashed last; zeros = none.</summary>
        public byte[] RefusedId { get; } = new byte[ImageIdLength];

        /// <summary>Id of the release that is staged, armed or on trial; zeros = none.</summary>
        public byte[] CandidateId { get; } = new byte[ImageIdLength];

        /// <summary>Names the confirmed pair: the first 4 bytes of the id of the release that made it; 0 = none.</summary>
        public uint PairId { get; internal set; }

        public uint PreviousPairId { get; internal set; }

        public uint CandidateSequence { get; internal set; }

        public uint CandidateApplicationFloor { get; internal set; }

        public uint CandidateModelFloor { get; internal set; }

        /// <summary>Versions of the contents of application slots A and B, then model slots A and B; 0 = none.</summary>
        internal uint[] Versions { get; } = new uint[Slots];

        internal byte[] Anchors { get; } = new byte[Slots * AnchorLength];

        /// <summary>Number of a slot: its place in <see cref="Versions"/>.</summary>
        public static int IndexOf(ComponentCode component, int slot)
        {
            return (component == ComponentCode.Model ? 2 : 0) + slot;
        }

        /// <summary>Version of what a slot (0 or 1) was last staged with; 0 = nothing.</summary>
        public uint VersionOf(ComponentCode component, int slot)
        {
            return slot < 0 ? 0 : Versions[IndexOf(component, slot)];
        }

        public uint FloorOf(ComponentCode component)
        {
            return component == ComponentCode.Model ? ModelFloor : ApplicationFloor;
        }

        /// <summary>Copies the first <see cref="AnchorLength"/> bytes of the root that a slot's chunk list must have.</summary>
        public void CopyAnchor(ComponentCode component, int slot, byte[] target)
        {
            Array.Copy(Anchors, IndexOf(component, slot) * AnchorLength, target, 0, AnchorLength);
        }

        /// <summary>The record of a node that has nothing yet.</summary>
        internal void Reset()
        {
            byte[] empty = new byte[Length];
            empty[12] = SlotPair.None;
            empty[13] = SlotPair.None;
            empty[14] = SlotPair.None;
            Take(empty, 0);
        }

        /// <summary>The candidate becomes the confirmed pair, the confirmed pair the one before, and the floors rise.</summary>
        internal void TakeCandidate()
        {
            Previous = SlotPair.HasApplication(Active) ? Active : SlotPair.None;
            PreviousPairId = PairId;
            Active = Trial;
            PairId = LittleEndian.Get32(CandidateId, 0);
            ApplicationFloor = Higher(ApplicationFloor, CandidateApplicationFloor);
            ModelFloor = Higher(ModelFloor, CandidateModelFloor);
            ManifestSequence = Higher(ManifestSequence, CandidateSequence);
            DropCandidate();
        }

        internal void DropCandidate()
        {
            Trial = SlotPair.None;
            Array.Clear(CandidateId, 0, ImageIdLength);
            CandidateSequence = 0;
            CandidateApplicationFloor = 0;
            CandidateModelFloor = 0;
        }

        internal void CopyFrom(BootRecord other, byte[] cell)
        {
            other.Write(cell, 0);
            Take(cell, 0);
        }

        internal void Write(byte[] buffer, int at)
        {
            Array.Clear(buffer, at, Length);
            LittleEndian.Put16(buffer, at, Mark);
            buffer[at + 2] = Format;
            buffer[at + 3] = (byte)State;
            LittleEndian.Put32(buffer, at + 4, Sequence);
            buffer[at + 8] = (byte)Reason;
            buffer[at + 9] = (byte)Cause;
            LittleEndian.Put16(buffer, at + 10, KeysetVersion);
            buffer[at + 12] = Active;
            buffer[at + 13] = Previous;
            buffer[at + 14] = Trial;
            buffer[at + 15] = (byte)(HadContact ? HadContactFlag : 0);
            buffer[at + 16] = (byte)CrashTries;
            buffer[at + 17] = (byte)PowerTries;
            LittleEndian.Put32(buffer, at + 20, ApplicationFloor);
            LittleEndian.Put32(buffer, at + 24, ModelFloor);
            LittleEndian.Put32(buffer, at + 28, ManifestSequence);
            LittleEndian.Put32(buffer, at + 32, TrustedTime);
            Array.Copy(RefusedId, 0, buffer, at + 36, ImageIdLength);
            Array.Copy(CandidateId, 0, buffer, at + 44, ImageIdLength);
            LittleEndian.Put32(buffer, at + 52, PairId);
            LittleEndian.Put32(buffer, at + 56, PreviousPairId);
            LittleEndian.Put32(buffer, at + 60, CandidateSequence);
            LittleEndian.Put32(buffer, at + 64, CandidateApplicationFloor);
            LittleEndian.Put32(buffer, at + 68, CandidateModelFloor);
            for (int i = 0; i < Slots; i++)
            {
                LittleEndian.Put32(buffer, at + SlotsAt + (i * 4), Versions[i]);
            }

            Array.Copy(Anchors, 0, buffer, at + SlotsAt + (Slots * 4), Anchors.Length);
            LittleEndian.Put32(buffer, at + CrcAt, Crc32.Compute(buffer, at, CrcAt));
        }

        /// <summary>Whether a whole record lies there.</summary>
        internal static bool IsAt(byte[] buffer, int at)
        {
            return LittleEndian.Get16(buffer, at) == Mark && buffer[at + 2] == Format
                && LittleEndian.Get32(buffer, at + CrcAt) == Crc32.Compute(buffer, at, CrcAt);
        }

        internal static uint SequenceAt(byte[] buffer, int at)
        {
            return LittleEndian.Get32(buffer, at + 4);
        }

        /// <summary>Takes a record for which <see cref="IsAt"/> said yes.</summary>
        internal void Take(byte[] buffer, int at)
        {
            State = (UpdateStateCode)buffer[at + 3];
            Sequence = LittleEndian.Get32(buffer, at + 4);
            Reason = (UpdateReasonCode)buffer[at + 8];
            Cause = (StartCauseCode)buffer[at + 9];
            KeysetVersion = LittleEndian.Get16(buffer, at + 10);
            Active = buffer[at + 12];
            Previous = buffer[at + 13];
            Trial = buffer[at + 14];
            HadContact = (buffer[at + 15] & HadContactFlag) != 0;
            CrashTries = buffer[at + 16];
            PowerTries = buffer[at + 17];
            ApplicationFloor = LittleEndian.Get32(buffer, at + 20);
            ModelFloor = LittleEndian.Get32(buffer, at + 24);
            ManifestSequence = LittleEndian.Get32(buffer, at + 28);
            TrustedTime = LittleEndian.Get32(buffer, at + 32);
            Array.Copy(buffer, at + 36, RefusedId, 0, ImageIdLength);
            Array.Copy(buffer, at + 44, CandidateId, 0, ImageIdLength);
            PairId = LittleEndian.Get32(buffer, at + 52);
            PreviousPairId = LittleEndian.Get32(buffer, at + 56);
            CandidateSequence = LittleEndian.Get32(buffer, at + 60);
            CandidateApplicationFloor = LittleEndian.Get32(buffer, at + 64);
            CandidateModelFloor = LittleEndian.Get32(buffer, at + 68);
            for (int i = 0; i < Slots; i++)
            {
                Versions[i] = LittleEndian.Get32(buffer, at + SlotsAt + (i * 4));
            }

            Array.Copy(buffer, at + SlotsAt + (Slots * 4), Anchors, 0, Anchors.Length);
        }

        private static uint Higher(uint a, uint b)
        {
            return a > b ? a : b;
        }
    }
}
