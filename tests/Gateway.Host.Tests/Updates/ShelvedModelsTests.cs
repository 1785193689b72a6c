using System;
using Stethos.Gateway.Domain.Edge;
using Stethos.Gateway.Host.Updates;
using Stethos.Gateway.Updates.Cache;
using Stethos.Gateway.Updates.Releases;
using Stethos.Testing;
using Stethos.Testing.Edge;
using Stethos.Testing.Releases;

namespace Stethos.Gateway.Host.Tests.Updates;

/// <summary>What nodes run after an update is no unknown model.</summary>
public sealed class ShelvedModelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestOwner _owner = new();

    public void Dispose()
    {
        _owner.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_model_of_a_release_that_was_taken_in_is_found_by_the_name_that_verdicts_carry()
    {
        var shelf = new ReleaseShelf(new ContentCache(_folder.Path, 1 << 24, TimeProvider.System));
        var model = SampleEdgeModel.Changed();
        var models = new EdgeModels { Further = name => ShelvedModels.Find(shelf, name) };
        Assert.Null(models.Find(EdgeModels.NameOf(model)));

        byte[] image = [1, 2, 3];
        shelf.Add(TestBundle.Of(_owner.Release(40, image, null), image, null));
        var release = shelf.Add(TestBundle.Of(_owner.Release(41, image, model), image, model));
        Assert.Equal(EdgeModels.NameOf(model), models.Find(EdgeModels.NameOf(model))?.Name);
        Assert.Equal(release.Label, models.TitleOf(EdgeModels.NameOf(model)));
        Assert.Null(models.Find(EdgeModels.NameOf(SampleEdgeModel.Blob())));
    }
}
