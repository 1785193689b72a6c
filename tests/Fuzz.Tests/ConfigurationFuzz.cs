using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class ConfigurationFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.Configuration, output);
