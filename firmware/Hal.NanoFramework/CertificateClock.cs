using System;
using System.Security.Cryptography.X509Certificates;
using nanoFramework.Runtime.Native;

namespace Stethos.Hal.NanoFramework
{
    /// <summary>
    /// A date for TLS before anybody has told one. Official ESP32 images hold certificates against their clock, which starts in 1970;
    /// the gateway tells the time over the very session that needs it, and a site may have no time server. So the clock is set
    /// into the authority's validity, and with every refusal half a year on. What is checked then is that both certificates were
    /// valid at one time, not that they are now.
    /// </summary>
    public sealed class CertificateClock
    {
        private const long TicksPerDay = 864000000000L;
        private const long TicksPerMs = 10000L;
        private const long ToldTicks = 637450560000000000L;
        private const long LeewayTicks = 600000000L;
        private const int StepDays = 180;
        private readonly X509Certificate _authority;
        private long _guessedTicks;
        private long _guessedMs;
        private int _steps;

        public CertificateClock(X509Certificate authority)
        {
            _authority = authority;
        }

        /// <summary>Before a handshake: sets the clock unless somebody else has.</summary>
        public void Prepare()
        {
            if (IsTold())
            {
                return;
            }

            long first = _authority.GetEffectiveDate().Ticks + TicksPerDay;
            long guess = first + (_steps * StepDays * TicksPerDay);
            if (guess > _authority.GetExpirationDate().Ticks)
            {
                _steps = 0;
                guess = first;
            }

            Rtc.SetSystemTime(new DateTime(guess));
            _guessedTicks = guess;
            _guessedMs = Environment.TickCount64;
        }

        /// <summary>After a handshake that failed.</summary>
        public void Refused()
        {
            _steps++;
        }

        // 2021 or later, and not what was guessed here.
        private bool IsTold()
        {
            long now = DateTime.UtcNow.Ticks;
            long off = now - _guessedTicks - ((Environment.TickCount64 - _guessedMs) * TicksPerMs);
            return now > ToldTicks && (off > LeewayTicks || off < -LeewayTicks);
        }
    }
}
