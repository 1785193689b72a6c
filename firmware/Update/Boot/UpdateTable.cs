namespace Stethos.Update.Boot
{
    /// <summary>All transitions there are; what is not a row is refused.</summary>
    public static class UpdateTable
    {
        private const byte Idle = (byte)UpdateStateCode.Idle;
        private const byte Staging = (byte)UpdateStateCode.Staging;
        private const byte Staged = (byte)UpdateStateCode.Staged;
        private const byte Armed = (byte)UpdateStateCode.Armed;
        private const byte Trial = (byte)UpdateStateCode.Trial;
        private const byte Confirmed = (byte)UpdateStateCode.Confirmed;
        private const byte RolledBack = (byte)UpdateStateCode.RolledBack;
        private const byte Refused = (byte)UpdateStateCode.Refused;

        // From, event, to.
        private static readonly byte[][] Rows =
        {
            new byte[] { Idle, (byte)UpdateEventCode.Accept, Staging },
            new byte[] { Confirmed, (byte)UpdateEventCode.Accept, Staging },
            new byte[] { RolledBack, (byte)UpdateEventCode.Accept, Staging },
            new byte[] { Refused, (byte)UpdateEventCode.Accept, Staging },
            new byte[] { Staging, (byte)UpdateEventCode.Accept, Staging },
            new byte[] { Staged, (byte)UpdateEventCode.Accept, Staging },

            new byte[] { Staging, (byte)UpdateEventCode.Stage, Staged },
            new byte[] { Staged, (byte)UpdateEventCode.Lose, Staging },
            new byte[] { Staged, (byte)UpdateEventCode.Arm, Armed },
            new byte[] { Armed, (byte)UpdateEventCode.Start, Trial },
            new byte[] { Trial, (byte)UpdateEventCode.Start, Trial },
            new byte[] { Trial, (byte)UpdateEventCode.Confirm, Confirmed },

            new byte[] { Armed, (byte)UpdateEventCode.RollBack, RolledBack },
            new byte[] { Trial, (byte)UpdateEventCode.RollBack, RolledBack },

            new byte[] { Idle, (byte)UpdateEventCode.Return, RolledBack },
            new byte[] { Staging, (byte)UpdateEventCode.Return, RolledBack },
            new byte[] { Staged, (byte)UpdateEventCode.Return, RolledBack },
            new byte[] { Armed, (byte)UpdateEventCode.Return, RolledBack },
            new byte[] { Confirmed, (byte)UpdateEventCode.Return, RolledBack },
            new byte[] { RolledBack, (byte)UpdateEventCode.Return, RolledBack },
            new byte[] { Refused, (byte)UpdateEventCode.Return, RolledBack },

            new byte[] { Idle, (byte)UpdateEventCode.Refuse, Refused },
            new byte[] { Confirmed, (byte)UpdateEventCode.Refuse, Refused },
            new byte[] { RolledBack, (byte)UpdateEventCode.Refuse, Refused },
            new byte[] { Refused, (byte)UpdateEventCode.Refuse, Refused },
            new byte[] { Staging, (byte)UpdateEventCode.Refuse, Refused },
            new byte[] { Staged, (byte)UpdateEventCode.Refuse, Refused },

            new byte[] { Staging, (byte)UpdateEventCode.Abort, Idle },
            new byte[] { Staged, (byte)UpdateEventCode.Abort, Idle },
            new byte[] { Armed, (byte)UpdateEventCode.Abort, Idle },

            new byte[] { Idle, (byte)UpdateEventCode.TakeKeySet, Idle },
            new byte[] { Confirmed, (byte)UpdateEventCode.TakeKeySet, Confirmed },
            new byte[] { RolledBack, (byte)UpdateEventCode.TakeKeySet, RolledBack },
            new byte[] { Refused, (byte)UpdateEventCode.TakeKeySet, Refused },
            new byte[] { Staging, (byte)UpdateEventCode.TakeKeySet, Idle },
            new byte[] { Staged, (byte)UpdateEventCode.TakeKeySet, Idle }
        };

        /// <summary>Whether the event is permitted in the state, and the state it leads to.</summary>
        public static bool TryNext(UpdateStateCode state, UpdateEventCode occurrence, out UpdateStateCode next)
        {
            byte[][] rows = Rows;
            for (int i = 0; i < rows.Length; i++)
            {
                if (rows[i][0] == (byte)state && rows[i][1] == (byte)occurrence)
                {
                    next = (UpdateStateCode)rows[i][2];
                    return true;
                }
            }

            next = state;
            return false;
        }
    }
}
