using System;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;

namespace Stethos.Gateway.Domain.Tests.Scoring;

public sealed class ExplainerTests
{
    [Fact]
    public void The_three_inputs_that_drove_the_score_come_first_and_in_order()
    {
        var scorer = Scorer((4, 5f), (15, 3f), (7, 1.5f), (0, 0.1f));
        var inputs = Enumerable.Repeat(0.5f, ModelInput.Count).ToArray();
        var drivers = new Explainer(scorer).Explain(inputs, 1);
        Assert.Equal(["envelope line 2×BPFO", "kurtosis", "envelope line 2×BPFI"], drivers.Select(driver => driver.Feature));
        Assert.True(drivers[0].Contribution > drivers[1].Contribution && drivers[1].Contribution > drivers[2].Contribution);
        Assert.Equal([ModelInput.Count + 1], scorer.Batches);
    }

    [Fact]
    public void A_contribution_is_the_fall_of_the_probability_when_the_input_is_as_in_health()
    {
        var scorer = Scorer((4, 5f), (15, 3f));
        var inputs = Enumerable.Repeat(0.5f, ModelInput.Count).ToArray();
        var driver = new Explainer(scorer).Explain(inputs, 1)[0];
        Assert.Equal(Logistic(5 * 0.5 + 3 * 0.5) - Logistic(5 * 0.05 + 3 * 0.5), driver.Contribution, 0.0001);
        Assert.Equal(("× floor", "healthy median"), (driver.Unit, driver.ReferenceName));
        Assert.Equal(Math.Pow(10, 0.5), driver.Value, 0.001);
        Assert.Equal(Math.Pow(10, 0.05), driver.Reference, 0.001);
    }

    [Fact]
    public void The_healthy_label_is_explained_by_what_speaks_for_health()
    {
        var drivers = new Explainer(Scorer((4, 5f), (9, -4f))).Explain(Enumerable.Repeat(0.5f, ModelInput.Count).ToArray(), 0);
        Assert.Equal(ModelInput.Names[9], drivers[0].Feature);
    }

    [Fact]
    public void A_model_that_does_not_move_still_names_three_inputs_largest_first()
    {
        var inputs = new float[ModelInput.Count];
        inputs[11] = 3;
        inputs[2] = 2;
        inputs[16] = 1;
        var drivers = new Explainer(Scorer()).Explain(inputs, 1);
        Assert.Equal([ModelInput.Names[11], ModelInput.Names[2], ModelInput.Names[16]], drivers.Select(driver => driver.Feature));
        Assert.All(drivers, driver => Assert.Equal(0, driver.Contribution));
    }

    [Fact]
    public void The_fault_score_is_what_is_missing_to_health()
    {
        var verdict = new Verdict(1, new DeviceKey(1), 0, 0, "fault", [0.25f, 0.5f, 0.25f], []);
        Assert.Equal(0.75, verdict.FaultScore);
        Assert.Equal("fake 1", Scorer().Facts.Title);
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static FakeScorer Scorer(params (int Input, float Weight)[] weights)
    {
        var all = new float[ModelInput.Count];
        foreach (var (input, weight) in weights)
        {
            all[input] = weight;
        }

        return new FakeScorer(all, Enumerable.Repeat(0.05f, ModelInput.Count).ToArray());
    }
}
