namespace Stethos.App.Vision
{
    /// <summary>
    /// Which pictures are an event: the first one of a condition, not those after it, and never two within the gap; an event
    /// held back comes when the gap is over, if its condition still holds.
    /// </summary>
    internal sealed class EventGate
    {
        private readonly int _gapMs;
        private bool _wasTrue;
        private bool _isHeldBack;
        private bool _hadEvent;
        private long _lastMs;

        internal EventGate(int gapMs)
        {
            _gapMs = gapMs;
        }

        /// <summary>Whether this picture is an event; it is held back while something else is under way.</summary>
        internal bool Take(bool condition, bool isFree, long nowMs)
        {
            _isHeldBack = condition && (_isHeldBack || !_wasTrue);
            _wasTrue = condition;
            if (!_isHeldBack || !isFree || (_hadEvent && nowMs - _lastMs < _gapMs))
            {
                return false;
            }

            _isHeldBack = false;
            _hadEvent = true;
            _lastMs = nowMs;
            return true;
        }
    }
}
