namespace Xunit.Sdk;

/// <summary>Marks exceptions that are failed assertions. xunit knows it by this name, in whichever assembly it is, so that
/// libraries of assertions need not reference xunit's own.</summary>
internal interface IAssertionException;
