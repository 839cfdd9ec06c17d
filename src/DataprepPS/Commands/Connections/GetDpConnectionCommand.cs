using System;
using System.Linq;
using System.Management.Automation;

using DataprepPS.Client.Connections;
using DataprepPS.Client.Resources;
using DataprepPS.Completion;
using DataprepPS.Pipeline;

namespace DataprepPS.Commands;

/// <summary>Reads connections: by id or name, of a vendor, or all.</summary>
[Cmdlet(VerbsCommon.Get, "DpConnection", DefaultParameterSetName = ListSet, SupportsPaging = true)]
[OutputType(typeof(Connection))]
[Associations("creator", "updater", "workspace")]
public sealed class GetDpConnectionCommand : GetNamedCommand
{
    /// <summary>Ids of connections, or the connections themselves.</summary>
    [Parameter(Position = 0, ParameterSetName = IdSet)]
    [Alias("ConnectionId")]
    [ResourceId("ConnectionId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public override long[]? Id { get; set; }

    /// <summary>Only those to databases or services of these makers, e.g. bigquery.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(VendorCompleter))]
    [ValidateNotNullOrEmpty]
    [Query("vendors")]
    public string[]? Vendor { get; set; }

    /// <summary>Only those that one has as owner or as readOnly.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(ConnectionRoleCompleter))]
    [ValidateNotNullOrEmpty]
    [Query("sharedRole")]
    public string? SharedRole { get; set; }

    private protected override IResourceClient Resources => Client.Connections;

    private protected override bool IsChoosing => Vendor is not null;

    private protected override bool IsChosen(Resource row) => Vendor?.Contains(((Connection)row).Vendor, StringComparer.OrdinalIgnoreCase) != false;
}
