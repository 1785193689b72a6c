using System;
using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>
    /// A rotating machine that vibrates: shaft harmonics, structural noise, load swell, gravity and the impacts of one
    /// bearing fault with slip (the signal model of Antoni and Randall, "A stochastic model for simulation and diagnostics
    /// of rolling element bearings with localized faults", 2003). Every sample is a function of (parameters, channel,
    /// rate, sample number); starts are moved to the nearest sample of the grid that begins at time 0.
    /// Slip does not accumulate: impact k stays near k periods, so that any stretch can be made without its past.
    /// </summary>
    public sealed class MachineGenerator : ISignalSource
    {
        /// <summary>x, y, z.</summary>
        public const int ChannelCount = 3;

        private readonly object _gate = new object();
        private readonly List<MachineChannel> _channels = new List<MachineChannel>();
        private MachineParameters _parameters;

        /// <summary>A machine that runs since time 0.</summary>
        public MachineGenerator(MachineParameters parameters)
        {
            _parameters = Checked(parameters);
        }

        /// <summary>
        /// What the machine is. Setting it changes all samples made from now on; to break a running machine, take the
        /// parameters with another fault and <see cref="MachineParameters.FaultStartSeconds"/> in its future.
        /// </summary>
        public MachineParameters Parameters
        {
            get
            {
                lock (_gate)
                {
                    return _parameters;
                }
            }

            set
            {
                MachineParameters parameters = Checked(value);
                lock (_gate)
                {
                    _parameters = parameters;
                    _channels.Clear();
                }
            }
        }

        /// <inheritdoc/>
        public void Fill(int channel, double startSeconds, double sampleRateHz, float[] destination, int offset, int count)
        {
            ArgumentNullException.ThrowIfNull(destination);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRateHz);
            if (channel is < 0 or >= ChannelCount)
            {
                Array.Clear(destination, offset, count);
                return;
            }

            lock (_gate)
            {
                ChannelFor(channel, sampleRateHz).Fill(SampleGrid.Nearest(startSeconds, sampleRateHz), destination, offset, count);
            }
        }

        private MachineChannel ChannelFor(int channel, double sampleRateHz)
        {
            foreach (MachineChannel known in _channels)
            {
                if (known.Index == channel && known.SampleRateHz == sampleRateHz)
                {
                    return known;
                }
            }

            var created = new MachineChannel(_parameters, channel, sampleRateHz);
            _channels.Add(created);
            return created;
        }

        private static MachineParameters Checked(MachineParameters parameters)
        {
            ArgumentNullException.ThrowIfNull(parameters);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.ShaftHz);
            ArgumentOutOfRangeException.ThrowIfNegative(parameters.FaultGrowthSeconds);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parameters.LoadPeriodSeconds);
            ArgumentOutOfRangeException.ThrowIfNotEqual(parameters.GravityG.Count, ChannelCount);
            return parameters;
        }
    }
}
