using System;
using System.Threading.Tasks;

using DataprepPS.Client.Resources;

namespace DataprepPS.Pipeline;

/// <summary>The part of several lists, one after the other, that -First and -Skip ask for.</summary>
internal sealed class RowWindow(ListOptions options)
{
    private long skip = options.Skip;
    private long left = options.First ?? long.MaxValue;

    /// <summary>Writes a row that is in the part; false when no more are wanted.</summary>
    public async Task<bool> WriteAsync<T>(T row, Func<T, Task<bool>> write)
    {
        if (left <= 0)
        {
            return false;
        }

        if (skip > 0)
        {
            skip--;
            return true;
        }

        left--;
        return await write(row).ConfigureAwait(false) && left > 0;
    }
}
