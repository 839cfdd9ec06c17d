using DataprepPS.Client.Outputs;

namespace DataprepPS.Emulator;

/// <summary>What an output writes to files.</summary>
internal static class WriteSettingRoutes
{
    public static readonly Collection WriteSettings = new(
        "writeSettings",
        "writeSetting",
        """
        {"path":null,"action":"create","format":"csv","compression":"none","header":true,"asSingleFile":true,"prefix":null,"suffix":"_increment","delim":",",
         "hasQuotes":true,"includeMismatches":false,"runParameters":{"data":[]},"connectionId":null,"outputObject":null}
        """,
        OutputEndpoints.WriteSettings)
    {
        References = [new Reference("outputObject", () => OutputObjectRoutes.Outputs)],
        Embeds = [Association.To("outputObject", () => OutputObjectRoutes.Outputs)],
    };
}

/// <summary>What an output publishes to tables.</summary>
internal static class PublicationRoutes
{
    public static readonly Collection Publications = new(
        "publications",
        "publication",
        """{"path":[],"tableName":null,"targetType":null,"action":"create","parameters":{},"outputObject":null,"connection":null}""",
        OutputEndpoints.Publications)
    {
        References = [new Reference("outputObject", () => OutputObjectRoutes.Outputs), new Reference("connection", () => ConnectionRoutes.Connections, Fate.Dangles)],
        Embeds = [Association.To("outputObject", () => OutputObjectRoutes.Outputs), Association.To("connection", () => ConnectionRoutes.Connections)],
    };
}

/// <summary>The SQL that runs before or after an output.</summary>
internal static class SqlScriptRoutes
{
    public static readonly Collection SqlScripts = new(
        "sqlScripts",
        "sqlScript",
        """{"sqlScript":null,"type":"pre","vendor":null,"outputObject":null,"connection":null}""",
        OutputEndpoints.SqlScripts)
    {
        References = [new Reference("outputObject", () => OutputObjectRoutes.Outputs), new Reference("connection", () => ConnectionRoutes.Connections, Fate.Dangles)],
        Embeds = [Association.To("outputObject", () => OutputObjectRoutes.Outputs), Association.To("connection", () => ConnectionRoutes.Connections)],
    };
}
