using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DataprepPS.Emulator;

/// <summary><c>dateFilter[createdAt][gte]=1572994800000</c>, in epoch milliseconds, against the dates as they are shown.</summary>
/// <param name="Field">The date that is compared.</param>
/// <param name="Admits">Whether a date passes.</param>
internal sealed record DateFilter(string Field, Func<DateTimeOffset, bool> Admits)
{
    private const string Parameter = "dateFilter[";

    /// <summary>The filters of a query; each must name one of <paramref name="fields"/>.</summary>
    public static IEnumerable<DateFilter> Of(Call call, params string[] fields)
    {
        foreach (var (name, values) in call.Request.Query.Where(query => query.Key.StartsWith(Parameter, StringComparison.OrdinalIgnoreCase)))
        {
            if (name[Parameter.Length..].TrimEnd(']').Split("][") is not [var field, var comparison]
                || !long.TryParse(values[0], CultureInfo.InvariantCulture, out var milliseconds))
            {
                throw ApiProblem.Invalid(name, "must be epoch milliseconds under dateFilter[field][gt|gte|lt|lte]");
            }

            if (!fields.Contains(field))
            {
                throw ApiProblem.Invalid(name, $"must filter {string.Join(" or ", fields)}");
            }

            var limit = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            yield return new DateFilter(field, comparison switch
            {
                "gte" => date => date >= limit,
                "gt" => date => date > limit,
                "lte" => date => date <= limit,
                "lt" => date => date < limit,
                _ => throw ApiProblem.Invalid(name, "must compare with gt, gte, lt or lte"),
            });
        }
    }
}
