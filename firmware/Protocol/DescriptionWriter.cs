using System;

namespace Stethos.Protocol
{
    /// <summary>
    /// Writes what a node is piece by piece into a buffer, so that a node needs no object of all it says. Order:
    /// Begin; sensors; features; properties; commands; gauges, if there are any; End. Lists are counted while they are written.
    /// </summary>
    public sealed class DescriptionWriter
    {
        /// <summary>Longest description.</summary>
        public const int MaxLength = 1024;

        /// <summary>Longest name of a quantity, property or command.</summary>
        public const int MaxNameLength = 24;

        private const int LongestList = 23;
        private const int ArrayHead = CborMajor.Array << 5;
        private const int MapHead = CborMajor.Map << 5;
        private const int Fields = 10;
        private readonly CborWriter _writer;
        private byte[] _buffer = new byte[0];
        private int _offset;
        private int _fieldAt;
        private int _fieldItems;
        private int _listAt;
        private int _listItems;

        /// <summary>Writes through <paramref name="writer"/>, which may serve others between two descriptions.</summary>
        public DescriptionWriter(CborWriter writer)
        {
            _writer = writer;
        }

        /// <summary>Whether properties are told with their present values, where these are given; from <see cref="Begin"/> on.</summary>
        public bool TellsValues { get; set; }

        /// <summary>Starts a description; texts longer than they may be are cut.</summary>
        public void Begin(byte[] buffer, int offset, int room, byte[] device, uint boot)
        {
            _buffer = buffer;
            _offset = offset;
            _writer.Reset(buffer, offset, room);
            _writer.MapStart(Fields);
            _writer.Unsigned(Field.Version);
            _writer.Unsigned(MessageReader.Version);
            _writer.Unsigned(Field.Kind);
            _writer.Unsigned((ulong)MessageKindCode.Description);
            _writer.Unsigned(Field.Device);
            _writer.Bytes(device, 0, FrameKey.DeviceLength);
            _writer.Unsigned(Field.Boot);
            _writer.Unsigned(boot);
        }

        /// <summary>Firmware and board, then the sensors begin.</summary>
        public void Node(string firmware, string board)
        {
            _writer.Unsigned(Field.DescriptionFirmware);
            Text(firmware, StateMessage.MaxTextLength);
            _writer.Unsigned(Field.DescriptionBoard);
            Text(board, StateMessage.MaxTextLength);
            OpenField(Field.DescriptionSensors);
        }

        /// <summary>A sensor and the kind of its frames; its quantities follow, then <see cref="CloseList"/>.</summary>
        public void Sensor(int number, string part, MessageKindCode frames)
        {
            _fieldItems++;
            _writer.ArrayStart(4);
            _writer.Unsigned((ulong)number);
            Text(part, SensorDescription.MaxPartLength);
            _writer.Unsigned((ulong)frames);
            OpenList();
        }

        /// <summary>The sensors are told; what frames carry follows.</summary>
        public void BeginFeatures()
        {
            CloseField();
            OpenField(Field.DescriptionFeatures);
        }

        /// <summary>A kind of frame; what it carries follows, then <see cref="CloseList"/>.</summary>
        public void Features(MessageKindCode frames)
        {
            _fieldItems++;
            _writer.ArrayStart(2);
            _writer.Unsigned((ulong)frames);
            OpenList();
        }

        /// <summary>A quantity of unknown range.</summary>
        public void Quantity(string name, UnitCode unit)
        {
            _listItems++;
            _writer.ArrayStart(2);
            Text(name, MaxNameLength);
            _writer.Unsigned((ulong)unit);
        }

        /// <summary>A quantity and its range, in its unit.</summary>
        public void Quantity(string name, UnitCode unit, int low, int high)
        {
            _listItems++;
            _writer.ArrayStart(4);
            Text(name, MaxNameLength);
            _writer.Unsigned((ulong)unit);
            _writer.Signed(low);
            _writer.Signed(high);
        }

        /// <summary>Ends the quantities of a sensor or of a kind of frame.</summary>
        public void CloseList()
        {
            Patch(_listAt, _listItems);
        }

        /// <summary>The features are told; properties follow.</summary>
        public void BeginProperties()
        {
            CloseField();
            OpenField(Field.DescriptionProperties);
        }

        /// <summary>A property; <paramref name="setting"/> is its <see cref="SettingKey"/>, 0 = it can only be read.</summary>
        public void Property(int setting, string name, UnitCode unit, SettingFormCode form, int low, int high)
        {
            OpenProperty(6, setting, name, unit, form, low, high);
        }

        /// <summary>A property that is a number, with its present value.</summary>
        public void Property(int setting, string name, UnitCode unit, SettingFormCode form, int low, int high, int value)
        {
            OpenProperty(TellsValues ? 7 : 6, setting, name, unit, form, low, high);
            if (TellsValues)
            {
                _writer.Signed(value);
            }
        }

        /// <summary>A property that is a text, with its present value.</summary>
        public void Property(int setting, string name, UnitCode unit, SettingFormCode form, int low, int high, string value)
        {
            OpenProperty(TellsValues ? 7 : 6, setting, name, unit, form, low, high);
            if (TellsValues)
            {
                Text(value, StateMessage.MaxTextLength);
            }
        }

        /// <summary>The properties are told; commands follow.</summary>
        public void BeginCommands()
        {
            CloseField();
            OpenField(Field.DescriptionCommands);
        }

        public void Command(CommandCode code, string name)
        {
            _fieldItems++;
            _writer.ArrayStart(2);
            _writer.Unsigned((ulong)code);
            Text(name, MaxNameLength);
        }

        /// <summary>The commands are told; parts that send no frames of their own follow.</summary>
        public void BeginGauges()
        {
            CloseField();
            if (!_writer.Overflow)
            {
                _buffer[_offset] = MapHead | (Fields + 1);
            }

            OpenField(Field.DescriptionGauges);
        }

        /// <summary>A part; its quantities follow, then <see cref="CloseList"/>.</summary>
        public void Gauge(string part)
        {
            _fieldItems++;
            _writer.ArrayStart(2);
            Text(part, SensorDescription.MaxPartLength);
            OpenList();
        }

        /// <summary>Ends the description; returns its length, 0 when the buffer is too small.</summary>
        public int End()
        {
            CloseField();
            return _writer.Overflow ? 0 : _writer.Length;
        }

        private void OpenProperty(int fields, int setting, string name, UnitCode unit, SettingFormCode form, int low, int high)
        {
            _fieldItems++;
            _writer.ArrayStart(fields);
            _writer.Unsigned((ulong)setting);
            Text(name, MaxNameLength);
            _writer.Unsigned((ulong)unit);
            _writer.Unsigned((ulong)form);
            _writer.Signed(low);
            _writer.Signed(high);
        }

        private void OpenField(int field)
        {
            _writer.Unsigned((ulong)field);
            _fieldAt = _offset + _writer.Length;
            _fieldItems = 0;
            _writer.ArrayStart(0);
        }

        private void OpenList()
        {
            _listAt = _offset + _writer.Length;
            _listItems = 0;
            _writer.ArrayStart(0);
        }

        private void CloseField()
        {
            Patch(_fieldAt, _fieldItems);
        }

        // The head of an array of at most 23 items is one byte, so the number can be put in afterwards.
        private void Patch(int at, int items)
        {
            if (items > LongestList)
            {
                throw new ArgumentException();
            }

            if (!_writer.Overflow)
            {
                _buffer[at] = (byte)(ArrayHead | items);
            }
        }

        private void Text(string text, int longest)
        {
            _writer.Text(text.Length > longest ? text.Substring(0, longest) : text);
        }
    }
}
