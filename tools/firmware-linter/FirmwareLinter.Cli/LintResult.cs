using System.Collections.Generic;
using Stethos.FirmwareLinter.Rules;
using Stethos.FirmwareLinter.Sizing;

namespace Stethos.FirmwareLinter.Cli;

/// <summary>What the command found out about one assembly.</summary>
public sealed record LintResult(string Name, string Path, bool HasSymbols, IReadOnlyList<Finding> Findings, PeSize Size);
