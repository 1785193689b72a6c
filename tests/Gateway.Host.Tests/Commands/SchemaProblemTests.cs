using System;
using Stethos.ApplicationSlots.Packages;
using Stethos.Gateway.Host.Commands.Self;

namespace Stethos.Gateway.Host.Tests.Commands;

public sealed class SchemaProblemTests
{
    [Theory]
    [InlineData(3, 2, 2, 1, "")]
    [InlineData(2, 1, 2, 1, "")]
    [InlineData(1, 1, 2, 1, "")]
    [InlineData(4, 3, 2, 1, "schemaReadableFrom 3")]
    [InlineData(1, 1, 3, 2, "schema 1")]
    public void Only_versions_that_can_read_each_others_store_follow_each_other(
        int schema, int from, int runningSchema, int runningFrom, string part)
    {
        var next = new ApplicationList { Version = "2", Schema = schema, SchemaReadableFrom = from };
        var running = new ApplicationList { Version = "1", Schema = runningSchema, SchemaReadableFrom = runningFrom };
        var problem = SelfInstallCommand.SchemaProblem(next, running) ?? "";
        Assert.Equal(part.Length == 0, problem.Length == 0);
        Assert.StartsWith(part, problem, StringComparison.Ordinal);
        Assert.Null(SelfInstallCommand.SchemaProblem(next, null));
    }
}
