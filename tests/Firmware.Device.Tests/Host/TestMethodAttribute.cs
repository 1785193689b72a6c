using System;

namespace nanoFramework.TestFramework;

/// <summary>Stands for nanoFramework's attribute where the cases run on .NET.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TestMethodAttribute : Attribute;
