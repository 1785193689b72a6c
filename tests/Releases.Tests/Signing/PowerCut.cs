using System;

namespace Stethos.Releases.Tests.Signing;

/// <summary>The computer loses its power here.</summary>
internal sealed class PowerCut : Exception;
