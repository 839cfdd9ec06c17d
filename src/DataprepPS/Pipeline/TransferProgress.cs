using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DataprepPS.Pipeline;

/// <summary>How far the files of a call have come together, in bytes.</summary>
/// <param name="activity">What is done, e.g. "Exporting packages".</param>
/// <param name="display">Shows it.</param>
internal sealed class TransferProgress(string activity, ProgressDisplay display)
{
    private readonly List<Transfer> transfers = [];

    /// <summary>Begins another file.</summary>
    /// <param name="length">Its length, where it is known.</param>
    public Transfer Begin(long? length = null)
    {
        var transfer = new Transfer(this, length);
        lock (transfers)
        {
            transfers.Add(transfer);
        }

        return transfer;
    }

    private void Show()
    {
        string status;
        int? percent = null;
        lock (transfers)
        {
            var done = transfers.Count(transfer => transfer.IsDone);
            status = $"{done} of {transfers.Count} files, {Size(transfers.Sum(transfer => transfer.Bytes))}";
            if (transfers.TrueForAll(transfer => transfer.Length is > 0))
            {
                percent = (int)Math.Min(100, transfers.Sum(transfer => Math.Min(transfer.Bytes, transfer.Length!.Value)) * 100.0 / transfers.Sum(transfer => transfer.Length!.Value));
            }
        }

        display.Transfer(activity, status, percent);
    }

    private static string Size(long bytes)
    {
        var (unit, divisor) = bytes < 1 << 20 ? ("KiB", 1024.0) : bytes < 1 << 30 ? ("MiB", 1024.0 * 1024) : ("GiB", 1024.0 * 1024 * 1024);
        return (bytes / divisor).ToString("0.0 ", CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>One file.</summary>
    public sealed class Transfer(TransferProgress all, long? length) : IDisposable
    {
        public long? Length { get; } = length;

        public long Bytes { get; private set; }

        public bool IsDone { get; private set; }

        /// <summary>So many bytes of it are there.</summary>
        public void Report(long bytes)
        {
            Bytes = bytes;
            all.Show();
        }

        public void Dispose()
        {
            IsDone = true;
            all.Show();
        }
    }
}
