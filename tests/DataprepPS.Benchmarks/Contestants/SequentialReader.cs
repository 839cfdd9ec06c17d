using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading.Tasks;

namespace DataprepPS.Benchmarks.Contestants;

/// <summary>One request after the other, read into a class with System.Text.Json.</summary>
internal static class SequentialReader
{
    public static async Task<double> ReadIdsAsync(HttpClient http, int count)
    {
        _ = await http.GetFromJsonAsync<Row>("/v4/jobGroups/1").ConfigureAwait(false);
        var started = Stopwatch.GetTimestamp();
        long found = 0;
        for (var id = 1; id <= count; id++)
        {
            var row = await http.GetFromJsonAsync<Row>($"/v4/jobGroups/{id}").ConfigureAwait(false);
            found += row!.Id > 0 ? 1 : 0;
        }

        return found == count ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : throw new InvalidOperationException("Rows are missing.");
    }

    public static async Task<double> ListAsync(HttpClient http, int count, int pageSize)
    {
        _ = await http.GetFromJsonAsync<Page>("/v4/jobLibrary?limit=1").ConfigureAwait(false);
        var started = Stopwatch.GetTimestamp();
        long found = 0;
        while (true)
        {
            var page = await http.GetFromJsonAsync<Page>($"/v4/jobLibrary?limit={pageSize}&offset={found}").ConfigureAwait(false);
            foreach (var row in page!.Data)
            {
                found += row.Id > 0 ? 1 : 0;
            }

            if (page.Data.Count < pageSize)
            {
                break;
            }
        }

        return found == count ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : throw new InvalidOperationException("Rows are missing.");
    }

    internal sealed record Page(IReadOnlyList<Row> Data);

    internal sealed record Reference(long Id);

    internal sealed class Row
    {
        public long Id { get; set; }

        public string? Name { get; set; }

        public string? Description { get; set; }

        public string? Ranfrom { get; set; }

        public string? Ranfor { get; set; }

        public string? Status { get; set; }

        public bool ProfilingEnabled { get; set; }

        public DateTimeOffset? RunParameterReferenceDate { get; set; }

        public DateTimeOffset? CreatedAt { get; set; }

        public DateTimeOffset? UpdatedAt { get; set; }

        public Reference? Workspace { get; set; }

        public Reference? Creator { get; set; }

        public Reference? Updater { get; set; }

        public Reference? Snapshot { get; set; }

        public Reference? WrangledDataset { get; set; }

        public Reference? FlowRun { get; set; }
    }
}
