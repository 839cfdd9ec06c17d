// A language feature that netstandard2.0 lacks the marker type for.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
