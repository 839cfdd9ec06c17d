using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

using DataprepPS.Client.Outputs;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>The base of cmdlets that add parts to an output object, such as files it writes.</summary>
public abstract class AddOutputPartCommand : NewCommand
{
    /// <summary>The output object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("OutputObject")]
    [ResourceId("OutputObjectId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    [Member]
    public long OutputObjectId { get; set; }

    private protected abstract IEnumerable<OutputPart> Parts { get; }

    private protected override IEnumerable<IDictionary> Requests() => Parts.Select(part =>
    {
        var members = part.ToMembers();
        Declared.Merge(members, Declared.Members(this));
        return members;
    });

    private protected override string Target(IDictionary members) => $"OutputObject {OutputObjectId}: {Where(members)}";

    private protected override string Change => "Add";

    private static string Where(IDictionary members) =>
        members["path"] is IEnumerable<object?> path ? string.Join(".", path.Append(members["tableName"])) : $"{members["path"]}";
}
