using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Streams;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Sessions;

/// <summary>Profiles in a file of the user's own, which the environment names.</summary>
[Collection(nameof(OwnEnvironment))]
public sealed class ProfileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dataprep-");
    private readonly Shell shell = Shell.Lease();

    public ProfileTests() => Environment.SetEnvironmentVariable("DATAPREP_CONFIG", folder.FullName);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("DATAPREP_CONFIG", null);
        shell.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void They_are_saved_shown_and_removed()
    {
        shell.Run("Save-DpProfile build https://us1.example.com/v4 -EnvironmentVariable TOKEN").Nothing();
        Assert.Equal("Nightly", shell.Run("Save-DpProfile Nightly https://us1.example.com -Vault Work -Secret dataprep -ClientId client -TokenEndpoint https://as.example.com/as -PassThru").One.Value("Name"));
        Assert.Equal(["build", "Nightly"], shell.Run("Get-DpProfile").Clean().Values("Name"));
        Assert.Equal("https://us1.example.com/", shell.Run("Get-DpProfile build").One.Text("BaseUri"));
        shell.Run("Get-DpProfile x*").Nothing();
        var shown = shell.Run("Get-DpProfile n*").One;
        Assert.Equal(["Nightly", "Work", "dataprep", "client", "https://as.example.com/as", "True"], new[] { "Name", "Vault", "Secret", "ClientId", "TokenEndpoint", "IsRenewed" }.Select(shown.Text));
        shell.Run("'build', 'Nightly' | Remove-DpProfile").Nothing();
        shell.Run("Get-DpProfile").Nothing();
    }

    [Fact]
    public void What_is_not_there_is_said_and_what_is()
    {
        shell.Run("Save-DpProfile build -EnvironmentVariable TOKEN").Nothing();
        var result = shell.Run("Get-DpProfile nobody, build");
        Assert.Equal(["build"], result.Values("Name"));
        Assert.Equal("There are: build.", result.Fails("DpProfileNotFound").ErrorDetails.RecommendedAction);
        Assert.Equal(ErrorCategory.ObjectNotFound, shell.Run("Remove-DpProfile nobody").Error.CategoryInfo.Category);
        shell.Run("Connect-DpSession -Profile nobody").Fails("DpProfileNotFound");
    }

    [Fact]
    public void WhatIf_leaves_them_as_they_are()
    {
        shell.Run("Save-DpProfile build -EnvironmentVariable TOKEN -WhatIf; Get-DpProfile").Nothing();
        shell.Run("Save-DpProfile build -EnvironmentVariable TOKEN; Remove-DpProfile build -WhatIf").Nothing();
        Assert.NotNull(shell.Run("Get-DpProfile").One);
    }

    [Fact]
    public void One_needs_a_client_and_an_endpoint_or_neither()
    {
        shell.Run("Save-DpProfile half -Vault Work -Secret dataprep -ClientId c").Fails("DpWrongInput");
        shell.Run("Get-DpProfile").Nothing();
    }

    [Fact]
    public void Only_the_user_may_read_the_file()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        shell.Run("Save-DpProfile build -EnvironmentVariable TOKEN").Nothing();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.FullName, "profiles.json")));
    }

    [Fact]
    public void Who_cannot_write_the_file_is_told()
    {
        var file = Path.Combine(folder.FullName, "a-file");
        File.WriteAllText(file, "x");
        Environment.SetEnvironmentVariable("DATAPREP_CONFIG", file);
        shell.Run("Save-DpProfile build -EnvironmentVariable TOKEN").Fails("DpProfileFailed");
    }

    [Fact]
    public void One_of_a_variable_connects()
    {
        Environment.SetEnvironmentVariable("DATAPREP_TEST_TOKEN", Shell.Token);
        try
        {
            var result = shell.Run("Save-DpProfile variable $args[0] -EnvironmentVariable DATAPREP_TEST_TOKEN; Connect-DpSession -Profile variable -PassThru", shell.Server.BaseUri);
            Assert.Equal(shell.Server.BaseUri, result.One.Value("BaseUri"));
            Assert.Empty(result.Warnings);
        }
        finally
        {
            Environment.SetEnvironmentVariable("DATAPREP_TEST_TOKEN", null);
        }
    }
}
