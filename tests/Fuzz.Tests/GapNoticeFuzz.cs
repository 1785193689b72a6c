using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

public sealed class GapNoticeFuzz(ITestOutputHelper output) : MessageFuzz(MessageKindCode.GapNotice, output);
