using System;
using System.Linq;
using Stethos.Hal.Virtual.Files;

namespace Stethos.Hal.Virtual.Tests
{
    public sealed class PowerCutFileStoreTests
    {
        private static readonly byte[] Old = { 1, 2, 3, 4, 5, 6 };
        private static readonly byte[] New = { 11, 12, 13, 14 };

        public static TheoryData<TearPattern> Patterns { get; } = new TheoryData<TearPattern>(Enum.GetValues<TearPattern>());

        [Theory]
        [MemberData(nameof(Patterns))]
        public void A_cut_append_keeps_every_byte_that_was_closed(TearPattern pattern)
        {
            for (int seed = 0; seed < 20; seed++)
            {
                PowerCutFileStore store = Cut(seed, pattern, s => s.Append("f", New, 0, New.Length));
                byte[] left = Read(store, "f")!;
                Assert.Equal(Old, left[..Old.Length]);
                Assert.InRange(left.Length, Old.Length, Old.Length + New.Length);
            }
        }

        [Theory]
        [MemberData(nameof(Patterns))]
        public void A_cut_leaves_all_other_files_alone(TearPattern pattern)
        {
            PowerCutFileStore store = Cut(1, pattern, s => s.Write("g", New, 0, New.Length));
            Assert.Equal(Old, Read(store, "f"));
        }

        [Theory]
        [InlineData(TearPattern.Nothing, "1 2 3 4 5 6")]
        [InlineData(TearPattern.Everything, "11 12 13 14")]
        [InlineData(TearPattern.FirstByte, "11")]
        [InlineData(TearPattern.Half, "11 12")]
        [InlineData(TearPattern.AllButLast, "11 12 13")]
        [InlineData(TearPattern.Empty, "")]
        [InlineData(TearPattern.Gone, null)]
        public void A_cut_write_leaves_what_its_pattern_says(TearPattern pattern, string? left)
        {
            byte[]? bytes = Read(Cut(1, pattern, s => s.Write("f", New, 0, New.Length)), "f");
            Assert.Equal(left, bytes is null ? null : string.Join(' ', bytes));
        }

        [Theory]
        [InlineData(TearPattern.ErasedTail)]
        [InlineData(TearPattern.ZeroTail)]
        [InlineData(TearPattern.GarbageTail)]
        [InlineData(TearPattern.FlippedBit)]
        public void A_tail_pattern_has_the_full_length_and_wrong_bytes(TearPattern pattern)
        {
            byte[] left = Read(Cut(2, pattern, s => s.Write("f", New, 0, New.Length)), "f")!;
            Assert.Equal(New.Length, left.Length);
            Assert.NotEqual(New, left);
        }

        [Fact]
        public void An_overlaid_write_keeps_the_rest_of_the_file_it_replaces()
        {
            bool isMixed = false;
            for (int seed = 0; seed < 20; seed++)
            {
                byte[] left = Read(Cut(seed, TearPattern.Overlaid, s => s.Write("f", New, 0, New.Length)), "f")!;
                int part = left.TakeWhile(value => value > 10).Count();
                Assert.Equal(New[..part].Concat(Old[part..]), left);
                isMixed |= part > 0;
            }

            Assert.True(isMixed);
        }

        [Theory]
        [InlineData(TearPattern.Nothing, true)]
        [InlineData(TearPattern.Everything, false)]
        public void A_cut_delete_is_done_or_not(TearPattern pattern, bool isThere)
        {
            PowerCutFileStore store = Cut(1, pattern, s => s.Delete("f"));
            Assert.Equal(isThere ? Old : null, Read(store, "f"));
        }

        [Fact]
        public void Without_power_nothing_works_until_it_is_on_again()
        {
            var store = new PowerCutFileStore(1);
            store.CutAt(0, TearPattern.Nothing);
            var buffer = new byte[8];
            Assert.Throws<PowerCutException>(() => store.Read("f", buffer, out _));
            Assert.False(store.IsOn);
            Assert.Throws<PowerCutException>(() => store.Write("f", New, 0, 1));
            Assert.Throws<PowerCutException>(() => store.Append("f", New, 0, 1));
            Assert.Throws<PowerCutException>(() => store.Delete("f"));
            store.PowerOn();
            Assert.Equal(FileStatusCode.Ok, store.Write("f", New, 0, 1));
            Assert.Equal((2, 1, "f"), ((int)store.OperationCount, store.SizeOf("f"), store.Names.Single()));
        }

        [Fact]
        public void A_spoiled_operation_reports_success_and_a_failing_one_leaves_a_part()
        {
            var store = new PowerCutFileStore(1);
            store.SpoilAt(0, TearPattern.Half);
            Assert.Equal(FileStatusCode.Ok, store.Write("f", New, 0, New.Length));
            Assert.Equal(New[..2], Read(store, "f"));
            store.FailAt(store.OperationCount, FileStatusCode.MediumFault);
            Assert.Equal(FileStatusCode.MediumFault, store.Append("f", New, 0, New.Length));
            Assert.InRange(store.SizeOf("f"), 2, 5);
            store.Rot("f", 9);
            Assert.Equal(12 ^ 2, Read(store, "f")![1]);
        }

        private static PowerCutFileStore Cut(int seed, TearPattern pattern, Action<PowerCutFileStore> operation)
        {
            var store = new PowerCutFileStore(seed);
            store.Write("f", Old, 0, Old.Length);
            store.CutAt(1, pattern);
            Assert.Throws<PowerCutException>(() => operation(store));
            store.PowerOn();
            return store;
        }

        private static byte[]? Read(PowerCutFileStore store, string name)
        {
            var buffer = new byte[64];
            return store.Read(name, buffer, out int length) == FileStatusCode.Ok ? buffer[..length] : null;
        }
    }
}
