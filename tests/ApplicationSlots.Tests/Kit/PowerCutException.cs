using System;

namespace Stethos.ApplicationSlots.Tests.Kit;

/// <summary>The power is gone; nothing of the product may catch this.</summary>
internal sealed class PowerCutException : Exception;
