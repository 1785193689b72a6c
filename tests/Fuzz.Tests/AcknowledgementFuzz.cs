using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class AcknowledgementFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.Acknowledgement, output);
