using System;
using System.Reflection;
using Stethos.App.Loading;

namespace Stethos.Boards.Loader
{
    /// <summary>Makes an application of an assembly's bytes. They stay in the managed heap as long as the node runs.</summary>
    internal static class LoadedApplication
    {
        /// <summary>Throws whatever is wrong with the assembly or its constructor; that ends the boot like any crash.</summary>
        internal static IApplication Start(byte[] image, string entry, out string version)
        {
            Assembly assembly = Assembly.Load(image);

            // Four parts, of which releases use three.
            string stamped = assembly.GetName().Version.ToString();
            version = stamped.Substring(0, stamped.LastIndexOf('.'));
            ConstructorInfo constructor = assembly.GetType(entry).GetConstructor(new Type[0]);
            return (IApplication)constructor.Invoke(null);
        }
    }
}
