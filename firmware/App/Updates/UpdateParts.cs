using Stethos.Hal;
using Stethos.Update.Trust;

namespace Stethos.App.Updates
{
    /// <summary>What an agent of updates works with.</summary>
    public sealed class UpdateParts
    {
        private PairForm? _form;

        public UpdateParts(
            NodeLoader loader, IFileStore files, IKeyedHash hash, IRandom random, IMemory memory, UpdateTrust trust)
        {
            Loader = loader;
            Files = files;
            Hash = hash;
            Random = random;
            Memory = memory;
            Trust = trust;
        }

        /// <summary>Has decided what runs in this boot.</summary>
        public NodeLoader Loader { get; }

        /// <summary>Where the slots are.</summary>
        public IFileStore Files { get; }

        public IKeyedHash Hash { get; }

        public IRandom Random { get; }

        public IMemory Memory { get; }

        /// <summary>What the node believes.</summary>
        public UpdateTrust Trust { get; }

        /// <summary>Board, loader and room of this node; what changes is filled in before each judgement.</summary>
        public NodeFacts Facts { get; } = new NodeFacts();

        /// <summary>Tensor form that confirmed application and model agree on; what was flashed has that of <see cref="Facts"/>.</summary>
        internal uint TensorForm
        {
            get
            {
                if (_form == null)
                {
                    _form = new PairForm(Files, Facts.TensorAbi);
                }

                return _form.Of(Loader.Machine.Record);
            }
        }

        /// <summary>The model that runs in this boot; null = none.</summary>
        public byte[]? Model { get; set; }

        /// <summary>What a model's activations may take on this board; one that needs more fails its trial.</summary>
        public int ArenaBytes { get; set; } = 262144;
    }
}
