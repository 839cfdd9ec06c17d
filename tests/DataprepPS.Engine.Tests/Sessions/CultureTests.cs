using System;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Sessions;

/// <summary>The main job in a process of another country: the Turkish i, commas in numbers, other calendars.</summary>
public sealed class CultureTests
{
    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void It_is_done_as_everywhere(string culture)
    {
        using var shell = Shell.Lease();
        var lines = FreshShell.Run($$"""
            [cultureinfo]::DefaultThreadCurrentCulture = [cultureinfo]::DefaultThreadCurrentUICulture = [cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = [cultureinfo]::GetCultureInfo('{{culture}}')
            Import-Module $module
            Connect-DpSession -Token secret -BaseUri {{shell.Server.BaseUri}}
            $group = Start-DpJobGroup 7 -Parameter @{ size = 1.5; when = 'x' } -ReferenceDate '2024-02-29T12:00:00Z' -Wait -PollInterval 0.05
            $group.Status
            $group.IsSuccess
            $created = (Get-DpJobGroup 1).CreatedAt.UtcDateTime.Year
            $created -ge 2024 -and $created -lt 2200
            @(Get-DpJobGroup -Status Failed).Count
            (Publish-DpJobGroup $group.Id -ConnectionId 1 -Path INDIGO -Table TITLE -Action TRUNCATEANDLOAD -InputFormat AVRO).JobGroupId -eq $group.Id
            (New-DpWriteSetting -Path /A.CSV.GZ -Format CSV -Compression GZIP).Format -ceq 'csv'
            """);
        Assert.Equal(["Complete", "True", "True", "5", "True", "True"], lines);
        var run = Assert.Single(shell.Server.Requests("runJobGroup"));
        Assert.Contains("2024-02-29T12:00:00", run.Body, StringComparison.Ordinal);
        Assert.Contains("1.5", run.Body, StringComparison.Ordinal);
        var published = Assert.Single(shell.Server.Changes(), request => request.Method == "PUT");
        Assert.Contains("\"truncateAndLoad\"", published.Body, StringComparison.Ordinal);
        Assert.Contains("\"avro\"", published.Body, StringComparison.Ordinal);
    }
}
