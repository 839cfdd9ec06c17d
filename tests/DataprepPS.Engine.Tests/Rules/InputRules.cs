using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using DataprepPS.Engine.Tests.Support;
using Xunit;

namespace DataprepPS.Engine.Tests.Rules;

/// <summary>What every cmdlet that takes ids makes of 0, 1 and n inputs, of wrong ones, and of ids that nothing has.</summary>
public sealed class InputRules
{
    private const long Unknown = 987654321;

    public static TheoryData<string> TakingIds { get; } = Cmdlets.Names(Cmdlets.TakesIds);

    [Theory]
    [MemberData(nameof(TakingIds))]
    public void Nothing_in_is_nothing_out(string name)
    {
        using var shell = Shell.Lease();
        shell.Run("$given = $args[1]; @() | & $args[0] @given", name, Given(name)).Nothing();
        Assert.Empty(shell.Server.Requests());
    }

    [Theory]
    [MemberData(nameof(TakingIds))]
    public void What_has_no_such_id_is_a_wrong_input_each(string name)
    {
        using var shell = Shell.Lease();
        object?[] wrong =
        [
            Record("Id", 7), Record("SomethingElseId", 7), new Hashtable { ["Id"] = 7 }, "seven", "", "-1", 0, -3, 1.5, TimeSpan.FromSeconds(1), Guid.NewGuid(), Record(Cmdlets.IdName(Cmdlets.Named(name)), "many"),
        ];
        var result = shell.Call(name, Given(name), wrong);
        Assert.Null(result.Thrown);
        Assert.Empty(result.Output);
        Assert.Equal(wrong.Length, result.Errors.Count);
        Assert.All(result.Errors, error =>
        {
            Assert.StartsWith("DpWrongInput,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
            Assert.Contains(Cmdlets.IdName(Cmdlets.Named(name)), error.ToString(), StringComparison.Ordinal);
            Assert.NotNull(error.TargetObject);
            Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        });
        Assert.Empty(shell.Server.Requests());
    }

    [Theory]
    [MemberData(nameof(TakingIds))]
    public void Ids_of_nothing_are_one_error_each_that_names_it(string name)
    {
        using var shell = Shell.Lease();
        var idName = Cmdlets.IdName(Cmdlets.Named(name));
        object?[] unknown = [Unknown, $"{Unknown + 1}", Record(idName, Unknown + 2), new Hashtable { [idName] = Unknown + 3 }, Record(idName, $"{Unknown + 4}")];
        var result = shell.Call(name, Given(name), unknown);
        Assert.Null(result.Thrown);
        Assert.Empty(result.Output);
        Assert.Equal(unknown.Length, result.Errors.Count);
        Assert.All(unknown, (_, index) =>
        {
            var error = Assert.Single(result.Errors, error => error.ToString().Contains($"{Unknown + index}", StringComparison.Ordinal));
            Assert.NotNull(error.TargetObject);
            Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        });
    }

    [Theory]
    [MemberData(nameof(TakingIds))]
    public void An_id_is_a_number_above_zero_also_as_a_parameter(string name)
    {
        using var shell = Shell.Lease();
        foreach (var bad in new object[] { 0, -1, "some" })
        {
            var given = Given(name);
            given[Cmdlets.IdName(Cmdlets.Named(name))] = bad;
            Assert.Matches("^(ParameterArgument(Validation|Transformation)Error|CannotConvertArgument)", shell.Call(name, given).Error.FullyQualifiedErrorId);
        }

        Assert.Empty(shell.Server.Requests());
    }

    private static Dictionary<string, object?> Given(string name) => Arguments.For(Cmdlets.Named(name), withId: false);

    private static PSObject Record(string name, object value)
    {
        var record = new PSObject();
        record.Properties.Add(new PSNoteProperty(name, value));
        return record;
    }
}
