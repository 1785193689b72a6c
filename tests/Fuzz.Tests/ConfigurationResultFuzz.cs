using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class ConfigurationResultFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.ConfigurationResult, output);
