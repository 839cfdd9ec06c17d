using DataprepPS.Client.Resources;

namespace DataprepPS.Client.Schedules;

/// <summary>The endpoints of schedules.</summary>
internal static class ScheduleEndpoints
{
    public static readonly ResourceEndpoints Schedules = new("Schedule", "/v4/schedules", editions: Editions.SinceOld)
    {
        Update = new("updateSchedule", "PUT /v4/schedules/{id}") { Editions = Editions.SinceOld },
    };

    public static readonly Endpoint Enable = new("enableSchedule", "POST /v4/schedules/{id}/enable") { Editions = Editions.SinceOld };
    public static readonly Endpoint Disable = new("disableSchedule", "POST /v4/schedules/{id}/disable") { Editions = Editions.SinceOld };
    public static readonly Endpoint Transfer = new("transferOwnership", "POST /v4/schedules/transferOwnership") { Editions = Editions.SinceOld };
}
