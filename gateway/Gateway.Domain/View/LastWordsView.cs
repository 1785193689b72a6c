using System;

namespace Stethos.Gateway.Domain.View;

/// <summary>Why a boot ended; names as in docs/protocol.md.</summary>
public sealed record LastWordsView(
    DateTimeOffset Time, uint EndedBoot, string Cause, string Error, string Loop, uint UptimeSeconds, uint LowWaterBytes, int Crashes);
