using System;

namespace DataprepPS.Emulator;

/// <summary>An error reply of the API: the status and the three members of its <c>exception</c> object.</summary>
internal sealed class ApiProblem(int status, string name, string message, string? details = null) : Exception(message)
{
    public int Status { get; } = status;

    public string Name { get; } = name;

    public string? Details { get; } = details;

    /// <summary>A body or query that does not fit the schema; the details name the field.</summary>
    public static ApiProblem Invalid(string field, string expected) =>
        new(400, "ApiValidationFailed", "Input validation failed", $"\"{field}\" {expected}");

    public static ApiProblem NotFound(string what, long id) =>
        new(404, "DataNotFoundException", "Data not found", $"No {what} with id {id}");

    public static ApiProblem Gone(string what, long id) =>
        new(410, "GoneException", "Resource has been previously deleted.", $"{what} {id} was deleted");

    /// <summary>A request that fits the schema and still cannot be done, such as one that names what is not there.</summary>
    public static ApiProblem Refused(string details) => new(400, "ValidationFailed", "Input validation failed", details);

    public static ApiProblem RouteNotFound(string method, string path) =>
        new(404, "RouteNotFoundException", "This route does not exist", $"Cannot {method} {path}");
}
