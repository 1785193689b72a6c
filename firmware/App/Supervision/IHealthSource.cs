using Stethos.Protocol;

namespace Stethos.App.Supervision
{
    /// <summary>Who can fill a health frame.</summary>
    public interface IHealthSource
    {
        /// <summary>Fills all but its key.</summary>
        void Fill(HealthMessage health);
    }
}
