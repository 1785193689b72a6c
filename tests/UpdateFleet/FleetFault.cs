using System;
using Stethos.Update;

namespace Stethos.UpdateFleet;

/// <summary>Something of a fleet is not as it must be.</summary>
public sealed class FleetFault(string message) : Exception(message)
{
    internal static void Unless(bool isRight, string what)
    {
        if (!isRight)
        {
            throw new FleetFault(what);
        }
    }

    internal static void Unless(UpdateReasonCode reason, string what) => Unless(reason == UpdateReasonCode.None, $"{what}: {reason}");
}
