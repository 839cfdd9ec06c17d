using DataprepPS.Client.Workspaces;

namespace DataprepPS.Emulator;

/// <summary>Roles of AWS.</summary>
internal static class AwsRoleRoutes
{
    public static readonly Collection Roles = new("awsRoles", "awsRole", """{"awsConfigId":1,"role":null,"createdFrom":"api"}""", AwsRoleEndpoints.Roles)
    {
        IsOwned = false,
        UpdateAnswersRow = true,
        References = [new("personId", () => PersonRoutes.People)],
        Filters = [Filter.Referring("personId", "personId")],
    };
}
