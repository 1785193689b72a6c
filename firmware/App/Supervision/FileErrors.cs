using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Supervision
{
    /// <summary>Error numbers of what a file store answers.</summary>
    public static class FileErrors
    {
        /// <summary>Of a failed operation.</summary>
        public static NodeErrorCode Of(FileStatusCode status)
        {
            return status == FileStatusCode.Full || status == FileStatusCode.TooLarge
                ? NodeErrorCode.FileStoreFull : NodeErrorCode.FileStoreFault;
        }
    }
}
