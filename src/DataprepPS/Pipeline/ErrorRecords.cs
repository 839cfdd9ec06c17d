using System;
using System.Management.Automation;

using DataprepPS.Builds;
using DataprepPS.Client.Http;
using DataprepPS.Startup;

namespace DataprepPS.Pipeline;

/// <summary>Makes error records: an id scripts can match, a category, what to do, and the input it is about.</summary>
internal static class ErrorRecords
{
    /// <summary>The record of an error.</summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="target">The input it is about.</param>
    /// <param name="subject">How a user calls that input, e.g. "Recipe 7".</param>
    public static ErrorRecord From(DataprepException error, object? target, string? subject = null)
    {
        var message = $"{(subject is null ? "" : subject + ": ")}{error.Message}{(error.RequestId is null ? "" : $" Request id: {error.RequestId}")}";
        return new ErrorRecord(error, error.ErrorId, Category(error.Kind), target) { ErrorDetails = Details(message, error.RecommendedAction) };
    }

    public static ErrorRecord Invalid(string id, string message, string action, object? target) =>
        new(new ArgumentException(message), id, ErrorCategory.InvalidArgument, target)
        {
            ErrorDetails = Details(message, action),
        };

    public static ErrorRecord NotFound(string message, string action, object? target) =>
        new(new ItemNotFoundException(message), "DpNotFound", ErrorCategory.ObjectNotFound, target)
        {
            ErrorDetails = Details(message, action),
        };

    public static ErrorRecord NotConnected(string message, string action) =>
        new(new InvalidOperationException(message), "DpNotConnected", ErrorCategory.ConnectionError, null)
        {
            ErrorDetails = Details(message, action),
        };

    // PowerShell 7 shows the recommendation by itself, Windows PowerShell never does.
    public static ErrorDetails Details(string message, string action) =>
        new(LogText.ForLog(Edition.IsCore ? message : $"{message} {action}")) { RecommendedAction = action };

    private static ErrorCategory Category(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidInput => ErrorCategory.InvalidArgument,
        ErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.Authentication => ErrorCategory.AuthenticationError,
        ErrorKind.NotConnected => ErrorCategory.ConnectionError,
        ErrorKind.Permission => ErrorCategory.PermissionDenied,
        ErrorKind.NotAvailable => ErrorCategory.NotImplemented,
        ErrorKind.RateLimit => ErrorCategory.LimitsExceeded,
        ErrorKind.Connection => ErrorCategory.ConnectionError,
        ErrorKind.Timeout => ErrorCategory.OperationTimeout,
        ErrorKind.InvalidResponse => ErrorCategory.ProtocolError,
        ErrorKind.Server => ErrorCategory.ResourceUnavailable,
        ErrorKind.Job => ErrorCategory.InvalidResult,
        _ => ErrorCategory.NotSpecified,
    };
}
