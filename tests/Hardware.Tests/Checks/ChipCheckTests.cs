using System.Linq;
using System.Text.Json.Nodes;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Checks;

/// <summary>Chips and tiers keep their rules, and each rule reports a planted violation.</summary>
public sealed class ChipCheckTests
{
    [Fact]
    public void Chips_and_tiers_keep_every_rule() => Assert.Empty(ChipCheck.Run(new HardwareData()));

    [Fact]
    public void Planted_violations_are_reported()
    {
        var data = new HardwareData();
        JsonNode chip = data.Chips["stm32f769"];
        chip["chip"] = "stm32f7";
        chip["flash"]!["sizesBytes"]![0] = 2000000;
        chip["images"]![0]!["managedHeap"]!["minBytes"] = 13631489;
        chip["pins"]![3]!["number"] = 15;
        chip["pins"]![12]!["last"] = -1;
        chip["buses"]![0]!["pins"]!["scl"] = "PB16";
        data.Tiers["T1"]["tier"] = "T2";
        data.Tiers["T2"]["budgets"]!.AsObject().Remove("dmaBytes");
        string[] expected =
        [
            "hardware/chips/stm32f769.json: chip: is not the file's name",
            "hardware/chips/stm32f769.json: flash/sectors: 2000000 bytes are not a whole number of sectors",
            "hardware/chips/stm32f769.json: images/ST_STM32F769I_DISCOVERY: the least managed heap is more than the most",
            "hardware/chips/stm32f769.json: pins: a name or number is there twice",
            "hardware/chips/stm32f769.json: pins: PK0 to PK-1 is no run",
            "hardware/chips/stm32f769.json: buses: PB16 is no pin of the chip",
            "hardware/tiers/T1.json: tier: is not the file's name",
            "hardware/tiers/T2.json: budgets/dmaBytes: is missing"
        ];
        Assert.Equal(expected, ChipCheck.Run(data).ToArray());
    }
}
