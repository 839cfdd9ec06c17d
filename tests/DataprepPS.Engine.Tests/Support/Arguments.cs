using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Management.Automation;
using System.Security;

namespace DataprepPS.Engine.Tests.Support;

/// <summary>Values for a cmdlet's parameters, made from their types: enough to let any cmdlet do its work once.</summary>
internal static class Arguments
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("dataprep-").FullName;

    // What a value made from the type alone would not reach.
    private static readonly Dictionary<string, Dictionary<string, object>> Special = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Invoke-DpApi"] = new() { ["Path"] = "/v4/jobGroups", ["Method"] = "POST", ["Body"] = "{}" },
        ["Save-DpJobGroupResult"] = new() { ["OutFile"] = Written },
        ["Get-DpFlowParameter"] = new() { ["FlowId"] = 1L },
        ["Get-DpWebhook"] = new() { ["FlowId"] = 1L },
        ["New-DpSchedule"] = new() { ["Cron"] = "0 0 5 * * ?", ["FlowId"] = 1L },
        ["Set-DpSchedule"] = new() { ["Cron"] = "0 0 5 * * ?" },
        ["Set-DpDeploymentRule"] = new() { ["ValueRule"] = new object[] { new Hashtable { ["type"] = "s3Bucket", ["on"] = "dev", ["with"] = "prod" } } },
        ["Grant-DpRole"] = new() { ["PersonId"] = 1L },
        ["Revoke-DpRole"] = new() { ["PersonId"] = 1L },
        ["Add-DpGroupMember"] = new() { ["PersonId"] = 1L },
        ["Remove-DpGroupMember"] = new() { ["PersonId"] = 1L },
        ["Remove-DpAccessToken"] = new() { ["Id"] = "some" },
    };

    /// <summary>A file that some cmdlet may write.</summary>
    public static string Written => Path.Combine(Folder, "written.pdf");

    /// <summary>What one parameter set needs so that something happens.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="set">The set; the default one when it is left out.</param>
    /// <param name="withId">Whether an id is given too; else it comes down the pipeline.</param>
    public static Dictionary<string, object?> For(CmdletInfo cmdlet, string? set = null, bool withId = true)
    {
        var parameters = cmdlet.ParameterSets.OrderBy(candidate => !candidate.IsDefault).First(candidate => set is null || candidate.Name == set).Parameters;
        var arguments = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name)))
        {
            var isId = parameter.Position == 0 && parameter.ParameterType == typeof(long[]);
            if (Special.TryGetValue(cmdlet.Name, out var own) && own.TryGetValue(parameter.Name, out var value) && (withId || !parameter.Name.EndsWith("Id", StringComparison.Ordinal)))
            {
                arguments[parameter.Name] = value;
            }
            else if (isId ? withId : parameter.IsMandatory && (withId || !parameter.ValueFromPipeline))
            {
                arguments[parameter.Name] = Value(parameter);
            }
        }

        // What sets something wants something to set.
        if (cmdlet.Verb == "Set" && cmdlet.Parameters.ContainsKey("Body"))
        {
            arguments["Body"] = new Hashtable { ["name"] = "some" };
        }

        return arguments;
    }

    private static object Value(CommandParameterInfo parameter)
    {
        if (parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } words)
        {
            return words.ValidValues[0];
        }

        var type = parameter.ParameterType.IsArray ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when parameter.Name == "LiteralPath" => SomeFile(),
            _ when type == typeof(long) => 1L,
            _ when type == typeof(int) => 1,
            _ when type == typeof(string) => "some",
            _ when type == typeof(SwitchParameter) => SwitchParameter.Present,
            _ when type == typeof(IDictionary) || type == typeof(object) => new Hashtable { ["a"] = 1 },
            _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(1),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
            _ when type == typeof(Guid) => Guid.NewGuid(),
            _ when type == typeof(Uri) => new Uri("https://example.invalid"),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(0)!,
            _ when type == typeof(SecureString) => new SecureString(),
            // What another cmdlet has made for it.
            _ when type.Assembly.GetName().Name == "DataprepPS.Client" => Activator.CreateInstance(type, nonPublic: true)!,
            _ => throw new NotSupportedException($"There is no value for -{parameter.Name} of the type {type} here; add one, or name it in {nameof(Special)}."),
        };
    }

    private static string SomeFile()
    {
        var file = Path.Combine(Folder, "some.zip");
        if (!File.Exists(file))
        {
            // As much of a package as a file has to be before it is sent.
            using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
            using var entry = new StreamWriter(zip.CreateEntry("data.json").Open());
            entry.Write("""{"data":{"flows":[{"name":"some"}]}}""");
        }

        return file;
    }
}
