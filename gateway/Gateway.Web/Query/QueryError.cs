namespace Stethos.Gateway.Web.Query;

/// <summary>Why a query was refused.</summary>
/// <param name="Field">Name of the field at fault.</param>
/// <param name="Reason">One sentence for people.</param>
internal sealed record QueryError(string Field, string Reason);
