using System;

namespace nanoFramework.TestFramework;

/// <summary>Stands for nanoFramework's attribute where the cases run on .NET.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TestClassAttribute : Attribute;
