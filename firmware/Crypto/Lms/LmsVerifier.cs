using System;

namespace Stethos.Crypto.Lms
{
    /// <summary>
    /// Verifies LMS signatures (RFC 8554, algorithms 4b and 6a) of every SHA-256 parameter set. The work goes chain by chain,
    /// so that an interpreted node can do other things in between: <see cref="Begin"/>, then <see cref="Step"/> until it is
    /// no longer pending. The buffers given must stay as they are meanwhile. Nothing is allocated after construction; no hash
    /// is computed that the signature does not need. Not thread safe.
    /// </summary>
    public sealed class LmsVerifier
    {
        // RFC 8554, section 3.1: what a hash is for, so that none can stand for another.
        private const int PublicKeyOfChains = 0x8080;
        private const int MessageHash = 0x8181;
        private const int LeafOfTree = 0x8282;
        private const int NodeOfTree = 0x8383;

        private const int ChainAt = 20;
        private const int StepAt = 22;
        private const int ValueAt = 23;

        private readonly Sha256 _hash = new Sha256();
        private readonly Sha256 _fold = new Sha256();
        private readonly byte[] _link = new byte[ValueAt + LmsParameters.MaxHashLength];
        private readonly byte[] _digits = new byte[LmsParameters.MaxHashLength + 2];
        private readonly byte[] _head = new byte[LmsParameters.IdentifierLength + 6];
        private readonly byte[] _node = new byte[LmsParameters.MaxHashLength];
        private byte[] _key;
        private byte[] _signature;
        private int _rootAt;
        private int _valuesAt;
        private int _pathAt;
        private int _height;
        private int _hashLength;
        private int _width;
        private int _chains;
        private int _chain;
        private uint _index;
        private LmsResultCode _result;

        public LmsVerifier()
        {
            _key = _link;
            _signature = _link;
            _result = LmsResultCode.SignatureMalformed;
        }

        /// <summary>Hashes computed since <see cref="Begin"/>.</summary>
        public int HashCalls { get; private set; }

        /// <summary>SHA-256 blocks in them: what the time goes by.</summary>
        public int Blocks { get; private set; }

        /// <summary>Verifies in one go: <see cref="Begin"/> and every <see cref="Step"/>.</summary>
        /// <param name="key">Two types, I and root, <paramref name="keyCount"/> bytes from <paramref name="keyAt"/>.</param>
        public LmsResultCode Verify(
            byte[] key, int keyAt, int keyCount, byte[] message, int messageAt, int messageCount,
            byte[] signature, int signatureAt, int signatureCount)
        {
            LmsResultCode result = Begin(
                key, keyAt, keyCount, message, messageAt, messageCount, signature, signatureAt, signatureCount);
            while (result == LmsResultCode.Pending)
            {
                result = Step();
            }

            return result;
        }

        /// <summary>Checks the forms and hashes the message; pending when the chains are next, else the verdict.</summary>
        public LmsResultCode Begin(
            byte[] key, int keyAt, int keyCount, byte[] message, int messageAt, int messageCount,
            byte[] signature, int signatureAt, int signatureCount)
        {
            HashCalls = 0;
            Blocks = 0;
            _key = key;
            _signature = signature;
            _chain = 0;
            _result = Open(keyAt, keyCount, signatureAt, signatureCount);
            if (_result == LmsResultCode.Pending)
            {
                HashMessage(message, messageAt, messageCount, signatureAt + 8);
                Head(_index, PublicKeyOfChains);
                _fold.Reset();
                _fold.Update(_head, 0, _head.Length);
                Array.Copy(_head, 0, _link, 0, ChainAt);
            }

            return _result;
        }

        /// <summary>Computes one chain; after the last one the tree, and the verdict.</summary>
        public LmsResultCode Step()
        {
            if (_result != LmsResultCode.Pending)
            {
                return _result;
            }

            if (_chain < _chains)
            {
                CompleteChain();
                _chain++;
                return _result;
            }

            _fold.Finish(_node, 0);
            Count(_head.Length + _chains * _hashLength);
            _result = IsRoot() ? LmsResultCode.Ok : LmsResultCode.SignatureWrong;
            return _result;
        }

        private static uint Word(byte[] buffer, int at)
        {
            return ((uint)buffer[at] << 24) | ((uint)buffer[at + 1] << 16) | ((uint)buffer[at + 2] << 8) | buffer[at + 3];
        }

        private LmsResultCode Open(int keyAt, int keyCount, int signatureAt, int signatureCount)
        {
            if (!LmsParameters.IsKey(_key, keyAt, keyCount))
            {
                return LmsResultCode.KeyMalformed;
            }

            int tree = _key[keyAt + 3];
            int ots = _key[keyAt + 7];
            _hashLength = LmsParameters.HashLength(ots);
            _width = LmsParameters.Width(ots);
            _chains = LmsParameters.Chains(ots);
            _height = LmsParameters.Height(tree);
            if (signatureCount != LmsParameters.SignatureLength(tree, ots))
            {
                return LmsResultCode.SignatureMalformed;
            }

            _valuesAt = signatureAt + 8 + _hashLength;
            _pathAt = _valuesAt + _chains * _hashLength + 4;
            _rootAt = keyAt + 8 + LmsParameters.IdentifierLength;
            _index = Word(_signature, signatureAt);
            Array.Copy(_key, keyAt + 8, _head, 0, LmsParameters.IdentifierLength);
            return _index >> _height == 0 && Word(_signature, signatureAt + 4) == (uint)ots && Word(_signature, _pathAt - 4) == (uint)tree
                ? LmsResultCode.Pending
                : LmsResultCode.SignatureMalformed;
        }

        // The message's hash and its checksum, as the digits that say how far along each chain the signer went.
        private void HashMessage(byte[] message, int at, int count, int randomizerAt)
        {
            byte[] digits = _digits;
            Head(_index, MessageHash);
            _hash.Reset();
            _hash.Update(_head, 0, _head.Length);
            _hash.Update(_signature, randomizerAt, _hashLength);
            _hash.Update(message, at, count);
            _hash.Finish(digits, 0);
            Count(_head.Length + _hashLength + count);
            int top = (1 << _width) - 1;
            int sum = 0;
            int all = 8 * _hashLength / _width;
            for (int i = 0; i < all; i++)
            {
                sum += top - Digit(i);
            }

            sum <<= LmsParameters.ChecksumShift((int)Word(_signature, randomizerAt - 4));
            digits[_hashLength] = (byte)(sum >> 8);
            digits[_hashLength + 1] = (byte)sum;
        }

        private int Digit(int i)
        {
            int bit = i * _width;
            return (_digits[bit >> 3] >> (8 - _width - (bit & 7))) & ((1 << _width) - 1);
        }

        private void CompleteChain()
        {
            byte[] link = _link;
            Sha256 hash = _hash;
            int length = _hashLength;
            int count = ValueAt + length;
            int end = (1 << _width) - 1;
            int from = Digit(_chain);
            link[ChainAt] = (byte)(_chain >> 8);
            link[ChainAt + 1] = (byte)_chain;
            Array.Copy(_signature, _valuesAt + _chain * length, link, ValueAt, length);
            for (int step = from; step < end; step++)
            {
                link[StepAt] = (byte)step;
                hash.Update(link, 0, count);
                hash.Finish(link, ValueAt);
            }

            // Each is one block: 55 or 47 bytes, and nine of padding.
            HashCalls += end - from;
            Blocks += end - from;
            _fold.Update(link, ValueAt, length);
        }

        private bool IsRoot()
        {
            uint node = (1u << _height) + _index;
            Head(node, LeafOfTree);
            _hash.Update(_head, 0, _head.Length);
            _hash.Update(_node, 0, _hashLength);
            _hash.Finish(_node, 0);
            Count(_head.Length + _hashLength);
            for (int level = 0; level < _height; level++)
            {
                int sibling = _pathAt + level * _hashLength;
                bool isRight = (node & 1) == 1;
                node >>= 1;
                Head(node, NodeOfTree);
                _hash.Update(_head, 0, _head.Length);
                _hash.Update(isRight ? _signature : _node, isRight ? sibling : 0, _hashLength);
                _hash.Update(isRight ? _node : _signature, isRight ? 0 : sibling, _hashLength);
                _hash.Finish(_node, 0);
                Count(_head.Length + 2 * _hashLength);
            }

            return SecretBytes.AreEqual(_node, 0, _key, _rootAt, _hashLength);
        }

        private void Head(uint number, int purpose)
        {
            byte[] head = _head;
            head[16] = (byte)(number >> 24);
            head[17] = (byte)(number >> 16);
            head[18] = (byte)(number >> 8);
            head[19] = (byte)number;
            head[20] = (byte)(purpose >> 8);
            head[21] = (byte)purpose;
        }

        private void Count(int length)
        {
            HashCalls++;
            Blocks += (length + 9 + Sha256.BlockLength - 1) / Sha256.BlockLength;
        }
    }
}
