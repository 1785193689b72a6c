namespace Stethos.Protocol
{
    /// <summary>A command a node understands.</summary>
    public sealed class DescribedCommand
    {
        public DescribedCommand()
        {
            Name = "";
        }

        public CommandCode Code { get; set; }

        public string Name { get; set; }
    }
}
