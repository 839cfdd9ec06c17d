using System;
using System.Management.Automation;

using DataprepPS.Client.Http;

namespace DataprepPS.Pipeline;

/// <summary>Makes error records: an id scripts can match, a category, what to do, and the input it is about.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(DataprepException error, object? target)
    {
        var message = $"{error.Message} {error.RecommendedAction}{(error.RequestId is null ? "" : $" Request id: {error.RequestId}")}";
        return new ErrorRecord(error, error.ErrorId, Category(error.Kind), target)
        {
            ErrorDetails = new ErrorDetails(message) { RecommendedAction = error.RecommendedAction },
        };
    }

    public static ErrorRecord Invalid(string id, string message, string action, object? target) =>
        new(new ArgumentException(message), id, ErrorCategory.InvalidArgument, target)
        {
            ErrorDetails = new ErrorDetails($"{message} {action}") { RecommendedAction = action },
        };

    private static ErrorCategory Category(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidInput => ErrorCategory.InvalidArgument,
        ErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.Authentication => ErrorCategory.AuthenticationError,
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
