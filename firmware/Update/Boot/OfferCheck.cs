namespace Stethos.Update.Boot
{
    /// <summary>What a release must be for a node with a given record to take it at all.</summary>
    internal static class OfferCheck
    {
        internal static UpdateReasonCode Check(BootRecord record, ReleaseFacts facts)
        {
            bool hasApplication = facts.Application.IsPresent;
            if (!hasApplication && (!facts.Model.IsPresent || !SlotPair.HasApplication(record.Active)))
            {
                return UpdateReasonCode.NothingToRun;
            }

            if (LittleEndian.AreEqual(facts.ImageId, 0, record.RefusedId, 0, BootRecord.ImageIdLength))
            {
                return UpdateReasonCode.CrashedBefore;
            }

            if (facts.Sequence < record.ManifestSequence)
            {
                return UpdateReasonCode.OldSequence;
            }

            UpdateReasonCode reason = CheckHalf(facts.Application, record.ApplicationFloor);
            return reason != UpdateReasonCode.None ? reason : CheckHalf(facts.Model, record.ModelFloor);
        }

        // A floor above the release's own version would keep it from ever starting again.
        private static UpdateReasonCode CheckHalf(ComponentFacts facts, uint floor)
        {
            if (facts.IsPresent && facts.Version < floor)
            {
                return UpdateReasonCode.BelowFloor;
            }

            return facts.IsPresent && facts.Floor > facts.Version ? UpdateReasonCode.FloorAboveVersion : UpdateReasonCode.None;
        }
    }
}
