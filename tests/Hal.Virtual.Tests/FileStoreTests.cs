using System;
using System.IO;
using Stethos.Hal.Virtual.Files;

namespace Stethos.Hal.Virtual.Tests
{
    public sealed class FileStoreTests : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("stethos-files-").FullName;

        public static TheoryData<string> Stores { get; } = new TheoryData<string> { "memory", "directory", "power" };

        public void Dispose() => Directory.Delete(_folder, true);

        [Theory]
        [MemberData(nameof(Stores))]
        public void What_was_written_is_read_back(string kind)
        {
            IFileStore store = Store(kind);
            Assert.Equal(FileStatusCode.Ok, store.Write("boot.a", new byte[] { 9, 1, 2, 3, 9 }, 1, 3));
            var buffer = new byte[8];
            Assert.Equal(FileStatusCode.Ok, store.Read("boot.a", buffer, out int length));
            Assert.Equal(3, length);
            Assert.Equal(new byte[] { 1, 2, 3, 0, 0, 0, 0, 0 }, buffer);
        }

        [Theory]
        [MemberData(nameof(Stores))]
        public void A_shorter_file_replaces_a_longer_one_whole(string kind)
        {
            IFileStore store = Store(kind);
            store.Write("f", new byte[] { 1, 2, 3, 4 }, 0, 4);
            store.Write("f", new byte[] { 7 }, 0, 1);
            Assert.Equal(FileStatusCode.Ok, store.Read("f", new byte[8], out int length));
            Assert.Equal(1, length);
        }

        [Theory]
        [MemberData(nameof(Stores))]
        public void A_file_that_was_never_written_is_not_found(string kind)
        {
            Assert.Equal(FileStatusCode.NotFound, Store(kind).Read("nothing", new byte[8], out int length));
            Assert.Equal(0, length);
        }

        [Theory]
        [MemberData(nameof(Stores))]
        public void A_file_larger_than_the_buffer_tells_its_size(string kind)
        {
            IFileStore store = Store(kind);
            store.Write("f", new byte[5], 0, 5);
            Assert.Equal(FileStatusCode.TooLarge, store.Read("f", new byte[4], out int length));
            Assert.Equal(5, length);
        }

        [Theory]
        [MemberData(nameof(Stores))]
        public void Later_changes_of_the_buffer_do_not_reach_the_file(string kind)
        {
            IFileStore store = Store(kind);
            byte[] content = { 1 };
            store.Write("f", content, 0, 1);
            content[0] = 2;
            var buffer = new byte[1];
            store.Read("f", buffer, out _);
            Assert.Equal(1, buffer[0]);
        }

        [Theory]
        [InlineData("memory", "../f")]
        [InlineData("directory", "../f")]
        [InlineData("directory", "/etc/f")]
        [InlineData("directory", ".hidden")]
        [InlineData("directory", "")]
        [InlineData("directory", "a-name-that-is-longer-than-32-chars")]
        public void A_name_no_node_could_use_is_refused(string kind, string name)
        {
            Assert.Throws<ArgumentException>(() => Store(kind).Write(name, new byte[1], 0, 1));
            Assert.Throws<ArgumentException>(() => Store(kind).Read(name, new byte[1], out _));
        }

        [Theory]
        [MemberData(nameof(Stores))]
        public void An_append_creates_a_file_and_adds_at_its_end(string kind)
        {
            IFileStore store = Store(kind);
            Assert.Equal(FileStatusCode.Ok, store.Append("f", new byte[] { 9, 1, 9 }, 1, 1));
            Assert.Equal(FileStatusCode.Ok, store.Append("f", new byte[] { 2, 3 }, 0, 2));
            var buffer = new byte[4];
            Assert.Equal(FileStatusCode.Ok, store.Read("f", buffer, out int length));
            Assert.Equal(3, length);
            Assert.Equal(new byte[] { 1, 2, 3, 0 }, buffer);
        }

        [Theory]
        [MemberData(nameof(Stores))]
        public void A_deleted_file_is_gone_and_the_others_stay(string kind)
        {
            IFileStore store = Store(kind);
            store.Write("f", new byte[] { 1 }, 0, 1);
            store.Write("g", new byte[] { 2 }, 0, 1);
            Assert.Equal(FileStatusCode.Ok, store.Delete("f"));
            Assert.Equal(FileStatusCode.NotFound, store.Delete("f"));
            Assert.Equal(FileStatusCode.NotFound, store.Read("f", new byte[1], out _));
            Assert.Equal(FileStatusCode.Ok, store.Read("g", new byte[1], out _));
        }

        [Fact]
        public void A_folder_keeps_its_files_for_the_next_process()
        {
            Store("directory").Write("f", new byte[] { 5 }, 0, 1);
            var buffer = new byte[1];
            Assert.Equal(FileStatusCode.Ok, Store("directory").Read("f", buffer, out _));
            Assert.Equal(5, buffer[0]);
            Assert.Single(Directory.GetFiles(_folder));
        }

        [Fact]
        public void A_folder_that_went_away_is_a_fault_of_the_medium()
        {
            IFileStore store = new DirectoryFileStore(Path.Combine(_folder, "gone"));
            Directory.Delete(Path.Combine(_folder, "gone"));
            Assert.Equal(FileStatusCode.MediumFault, store.Write("f", new byte[1], 0, 1));
            Assert.Equal(FileStatusCode.MediumFault, store.Read("f", new byte[1], out _));
        }

        [Fact]
        public void A_full_store_keeps_the_old_file()
        {
            var store = new MemoryFileStore(10);
            Assert.Equal(FileStatusCode.Ok, store.Write("a", new byte[6], 0, 6));
            Assert.Equal(FileStatusCode.Full, store.Write("b", new byte[5], 0, 5));
            Assert.Equal(FileStatusCode.Ok, store.Write("a", new byte[10], 0, 10));
            Assert.Equal(FileStatusCode.Full, store.Write("a", new byte[11], 0, 11));
            Assert.Equal(FileStatusCode.Ok, store.Read("a", new byte[16], out int length));
            Assert.Equal(10, length);
        }

        [Fact]
        public void A_planned_fault_happens_once_and_changes_nothing()
        {
            var store = new MemoryFileStore(100);
            store.FaultAt(1);
            Assert.Equal(FileStatusCode.Ok, store.Write("a", new byte[1], 0, 1));
            Assert.Equal(FileStatusCode.MediumFault, store.Write("a", new byte[2], 0, 2));
            Assert.Equal(FileStatusCode.Ok, store.Read("a", new byte[4], out int length));
            Assert.Equal(1, length);
        }

        [Fact]
        public void Equal_seeds_give_equal_random_numbers_below_the_limit()
        {
            var first = new SystemRandom(3);
            var second = new SystemRandom(3);
            bool varies = false;
            for (int i = 0; i < 100; i++)
            {
                int number = first.Next(10);
                Assert.InRange(number, 0, 9);
                Assert.Equal(number, second.Next(10));
                varies |= number != 0;
            }

            Assert.True(varies);
        }

        private IFileStore Store(string kind) => kind switch
        {
            "memory" => new MemoryFileStore(1 << 20),
            "power" => new PowerCutFileStore(1),
            _ => new DirectoryFileStore(_folder)
        };
    }
}
