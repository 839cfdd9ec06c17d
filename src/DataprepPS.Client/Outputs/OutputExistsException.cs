using DataprepPS.Client.Http;

namespace DataprepPS.Client.Outputs;

/// <summary>An output object was to be made for a recipe that has one. A recipe has one at most.</summary>
public sealed class OutputExistsException : DataprepException
{
    internal OutputExistsException(ApiException cause, long recipe, long output)
        : base($"Recipe {recipe} has an output object already, {output}, and can have no second one. {cause.Message}", cause)
    {
        OutputObjectId = output;
        ErrorId = cause.ErrorId;
        RecommendedAction = $"Change it with Set-DpOutputObject {output}, add to it with Add-DpWriteSetting or Add-DpPublication -OutputObjectId {output}, or remove it first.";
        StatusCode = cause.StatusCode;
        RequestId = cause.RequestId;
        Method = cause.Method;
        Path = cause.Path;
    }

    /// <summary>The output object there is.</summary>
    public long OutputObjectId { get; }

    /// <inheritdoc/>
    public override string ErrorId { get; }

    /// <inheritdoc/>
    public override ErrorKind Kind => ErrorKind.InvalidInput;

    /// <inheritdoc/>
    public override string RecommendedAction { get; }
}
